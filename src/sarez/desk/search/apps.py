from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index of words, and finding by it."""

    name = "sarez.desk.search"
