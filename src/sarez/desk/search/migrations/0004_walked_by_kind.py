"""PostgreSQL walks the documents of a kind from the last where a word stands in nearly all of them."""

from django.db import migrations


def _run(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_of_a_kind")]
    operations = [
        migrations.RunPython(
            _run("CREATE INDEX search_document_by_kind ON search_document (kind, id)"),
            _run("DROP INDEX search_document_by_kind"),
        )
    ]
