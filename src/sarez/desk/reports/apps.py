from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What came in, from whom."""

    name = "sarez.desk.reports"

    def ready(self) -> None:
        """Let a story outlive its first report."""
        from sarez.desk.reports.copies import watch_deletion

        watch_deletion()
