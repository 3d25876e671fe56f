"""The desk: the record and its pages. The only room that knows a database (Django)."""


def start() -> None:
    """Make Django ready, once, for the desk of this environment (SAREZ_HOME, DATABASE_URL)."""
    import os

    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarez.desk.settings")
    if not apps.ready:
        django.setup()
