"""Encounters of many parties have a facet for each, by which what two of them share is found; of few, an index tells the issues."""

from datetime import UTC, datetime

from django.db import migrations, models

MOST_IN_DYADS = 8
REPEATED = "version_id, kind, quad, status, issues, month, first, last, killed, is_disputed, low, high, known_from, known_to"
MAKE = f"""
    INSERT INTO events_facet ({REPEATED}, name, value, role)
    SELECT {REPEATED}, 'crowd', value, '' FROM events_facet WHERE name = 'party' AND version_id IN (
        SELECT version_id FROM events_facet WHERE name = 'party' GROUP BY version_id HAVING COUNT(*) > {MOST_IN_DYADS}
    )
"""
COUNTED = "one two kind status month quad low high killed is_disputed issues"


class Migration(migrations.Migration):
    dependencies = [("events", "0007_spells_so_far")]
    operations = [
        migrations.RunSQL(MAKE, "DELETE FROM events_facet WHERE name = 'crowd'"),
        migrations.RemoveIndex(model_name="dyad", name="dyads_to_count"),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(
                condition=models.Q(known_to=datetime(9999, 12, 31, tzinfo=UTC)),
                fields=COUNTED.split(),
                name="dyads_to_count",
            ),
        ),
    ]
