"""Let the database itself refuse to change or delete a line of the log."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_{low} BEFORE {verb} ON accounts_auditentry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON accounts_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
]


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = POSTGRES
    else:
        statements = [SQLITE[0].format(verb=verb, low=verb.lower()) for verb in ("UPDATE", "DELETE")]
    for statement in statements:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_no_change ON accounts_auditentry")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
