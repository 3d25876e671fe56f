from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What came in, from whom."""

    name = "sarez.desk.reports"
