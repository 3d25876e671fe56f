from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Standards, courses, and how far the one covers the other."""

    name = "sarez.desk.training"
