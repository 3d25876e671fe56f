from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The record for programs."""

    name = "sarez.desk.api"
