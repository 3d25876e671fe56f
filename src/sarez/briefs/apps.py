from django.apps import AppConfig


class BriefsConfig(AppConfig):
    """Briefs for a meeting with a state, a body, a person or a pair."""

    name = "sarez.briefs"
