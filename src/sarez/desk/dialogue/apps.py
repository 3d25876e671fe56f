from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Engagements as they are planned, held and followed up; confidence-building measures; what became of commitments."""

    name = "sarez.desk.dialogue"

    def ready(self) -> None:
        """Calendar addresses end with the person who has them."""
        from sarez.desk.dialogue.meetings.feedtokens import watch_people

        watch_people()
