from django.apps import AppConfig


class WarningsConfig(AppConfig):
    """Warnings: proposed by rules, issued by people, and followed until they are closed."""

    name = "sarez.desk.warnings"

    def ready(self) -> None:
        """Addresses of the feed end with the person who has them."""
        from sarez.desk.accounts.leaving import end_with_owner
        from sarez.desk.warnings.models import WarningFeed

        end_with_owner(WarningFeed)
