from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Engagements as they are planned, held and followed up; confidence-building measures; what became of commitments."""

    name = "sarez.desk.dialogue"
