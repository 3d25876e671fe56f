from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works at the desk, what they may do and see, and what they did."""

    name = "sarez.desk.accounts"
    verbose_name = "People and roles"

    def ready(self) -> None:
        """Listen for sign-ins that fail."""
        from sarez.desk.accounts import signals  # noqa: F401
