"""PostgreSQL has an index of words for each kind of document, and walks the documents of a kind from the last."""

from django.db import migrations

KINDS = ("person", "event", "engagement", "commitment", "report")
POSTGRES = (
    "DROP INDEX search_title",
    "DROP INDEX search_words",
    "CREATE INDEX search_document_by_kind ON search_document (kind, id)",
    *(
        f"CREATE INDEX search_{column}_{kind} ON search_document USING gin ({column}) WHERE kind = '{kind}'"
        for kind in KINDS
        for column in ("title", "words")
    ),
)
BACK = (
    *(f"DROP INDEX search_{column}_{kind}" for kind in KINDS for column in ("title", "words")),
    "DROP INDEX search_document_by_kind",
    "CREATE INDEX search_title ON search_document USING gin (title)",
    "CREATE INDEX search_words ON search_document USING gin (words)",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_of_a_kind")]
    operations = [migrations.RunPython(_run(POSTGRES), _run(BACK))]
