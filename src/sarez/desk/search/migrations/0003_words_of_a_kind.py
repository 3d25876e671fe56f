"""A document's words bear its kind, so that the newest of one kind are found at once. All is indexed anew on opening the desk."""

from django.db import migrations

SQLITE = (
    "DROP TRIGGER IF EXISTS search_words_go",
    "DROP TABLE IF EXISTS search_words",
    "CREATE VIRTUAL TABLE search_words USING fts5({columns}, tokenize = 'unicode61 remove_diacritics 0')",
    """CREATE TRIGGER search_words_go AFTER DELETE ON search_document
    BEGIN DELETE FROM search_words WHERE rowid = OLD.id; END""",
)


def make(columns):
    def run(apps, schema_editor):
        apps.get_model("search", "Document").objects.all().delete()
        if schema_editor.connection.vendor == "sqlite":
            for statement in SQLITE:
                schema_editor.execute(statement.format(columns=columns))

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words"), ("events", "0005_counted_without_versions")]
    operations = [migrations.RunPython(make("kind, title, words"), make("title, words"))]
