from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Questions about the weeks to come, answered with probabilities and resolved with evidence."""

    name = "sarez.desk.warnings.questions"
    label = "questions"
