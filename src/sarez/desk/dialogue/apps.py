from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Engagements as they are planned, held and followed up; confidence-building measures; what became of commitments."""

    name = "sarez.desk.dialogue"

    def ready(self) -> None:
        """Calendar addresses end with the person who has them."""
        from sarez.desk.accounts.leaving import end_with_owner
        from sarez.desk.dialogue.models import CalendarFeed

        end_with_owner(CalendarFeed)
