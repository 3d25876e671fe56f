from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The register: claims, entries and what stands."""

    name = "sarez.desk.events"
