"""Where the words stand: FTS5 beside the documents on SQLite, two tsvector columns on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, words, tokenize = 'unicode61 remove_diacritics 0')",
    """CREATE TRIGGER search_words_go AFTER DELETE ON search_document
    BEGIN DELETE FROM search_words WHERE rowid = OLD.id; END""",
)
SQLITE_BACK = ("DROP TRIGGER search_words_go", "DROP TABLE search_words")
POSTGRES = (
    "ALTER TABLE search_document ADD COLUMN title tsvector, ADD COLUMN words tsvector",
    "CREATE INDEX search_title ON search_document USING gin (title)",
    "CREATE INDEX search_words ON search_document USING gin (words)",
)
POSTGRES_BACK = ("ALTER TABLE search_document DROP COLUMN title, DROP COLUMN words",)


def make(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if is_postgres else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_BACK if is_postgres else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
