from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Records taken out of the desk, through the marking gate."""

    name = "sarez.desk.exports"
