from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """States, bodies and offices."""

    name = "sarez.desk.actors"
