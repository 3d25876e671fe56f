"""Facets and dyads repeat what they count and order by. What is derived is emptied here and made anew on opening the desk."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import sarez.desk.events.indexes

FOREVER = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("search", "Document").objects.filter(version__isnull=False)._raw_delete(alias)
    apps.get_model("events", "Version").objects.all()._raw_delete(alias)
    if (
        schema_editor.connection.vendor == "postgresql"
    ):  # it alters no table whose rows are still to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("events", "0004_what_stands_by_date"), ("search", "0002_words")]
    operations = [
        migrations.DeleteModel("Facet"),
        migrations.DeleteModel("Dyad"),
        migrations.RunPython(empty, empty),
        migrations.CreateModel(
            name="Dyad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("quad", models.CharField(blank=True, max_length=24)),
                ("status", models.CharField(blank=True, max_length=12)),
                ("issues", models.CharField(blank=True, max_length=300)),
                ("month", models.CharField(blank=True, max_length=7)),
                ("first", models.DateField(null=True)),
                ("last", models.DateField(null=True)),
                ("killed", models.PositiveIntegerField(null=True)),
                ("is_disputed", models.BooleanField(default=False)),
                ("low", models.PositiveSmallIntegerField()),
                ("high", models.PositiveSmallIntegerField()),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField()),
                ("one", models.CharField(max_length=120)),
                ("two", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Facet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("quad", models.CharField(blank=True, max_length=24)),
                ("status", models.CharField(blank=True, max_length=12)),
                ("issues", models.CharField(blank=True, max_length=300)),
                ("month", models.CharField(blank=True, max_length=7)),
                ("first", models.DateField(null=True)),
                ("last", models.DateField(null=True)),
                ("killed", models.PositiveIntegerField(null=True)),
                ("is_disputed", models.BooleanField(default=False)),
                ("low", models.PositiveSmallIntegerField()),
                ("high", models.PositiveSmallIntegerField()),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField()),
                ("name", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=120)),
                ("role", models.CharField(blank=True, max_length=12)),
            ],
        ),
        migrations.AlterModelOptions(
            name="version",
            options={
                "ordering": (models.OrderBy(models.F("first"), descending=True, nulls_last=True), "-entry_id")
            },
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_date",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_label",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_country",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_place",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_on_map",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_toll",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_by_quad",
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_that_stand",
        ),
        migrations.AddField(
            model_name="version",
            name="month",
            field=models.CharField(blank=True, max_length=7),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                fields=["kind", "-first", "-entry", "low", "high", "known_from", "known_to"],
                name="versions_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                condition=models.Q(("known_to", FOREVER)),
                fields=["kind", "-first", "-entry", "low", "high", "last"],
                name="versions_that_stand",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                fields=["kind", "label", "-first"], name="versions_by_label"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                fields=["kind", "country", "-first"], name="versions_by_country"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                fields=["kind", "place", "-first"], name="versions_by_place"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER), ("lat__isnull", False)),
                fields=[
                    "kind",
                    "status",
                    "lat",
                    "lon",
                    "place",
                    "quad",
                    "killed",
                    "low",
                    "high",
                    "first",
                    "last",
                ],
                name="versions_on_map",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("lat__isnull", False)),
                fields=[
                    "kind",
                    "status",
                    "lat",
                    "lon",
                    "place",
                    "quad",
                    "killed",
                    "low",
                    "high",
                    "known_from",
                    "known_to",
                    "first",
                    "last",
                ],
                name="versions_on_map_then",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=["place", "kind", "status", "month", "quad", "low", "high"],
                name="versions_at_place",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER), ("kind", "person")),
                fields=["-reports", "title", "-entry", "low", "high"],
                name="versions_of_people",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("date__gt", ""), ("kind", "commitment")),
                fields=["last", "label", "low", "high", "known_from", "known_to"],
                name="versions_due",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                condition=models.Q(("killed__isnull", False)),
                fields=["kind", "-killed", "-first", "-entry"],
                name="versions_by_toll",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=sarez.desk.events.indexes.ByDate(
                fields=["kind", "quad", "-first"], name="versions_by_quad"
            ),
        ),
        migrations.AddField(
            model_name="dyad",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="events.version",
            ),
        ),
        migrations.AddField(
            model_name="facet",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="events.version",
            ),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=sarez.desk.events.indexes.ByDate(
                fields=[
                    "one",
                    "two",
                    "kind",
                    "-first",
                    "-version",
                    "status",
                    "month",
                    "quad",
                    "low",
                    "high",
                    "known_from",
                    "known_to",
                    "killed",
                    "is_disputed",
                ],
                name="dyads_by_pair",
            ),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(fields=["version"], name="dyads_of_version"),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=["two", "one"],
                name="dyads_by_second",
            ),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=[
                    "one",
                    "two",
                    "kind",
                    "status",
                    "month",
                    "quad",
                    "low",
                    "high",
                    "killed",
                    "is_disputed",
                ],
                name="dyads_to_count",
            ),
        ),
        migrations.AddIndex(
            model_name="facet",
            index=sarez.desk.events.indexes.ByDate(
                fields=[
                    "name",
                    "value",
                    "kind",
                    "-first",
                    "-version",
                    "status",
                    "month",
                    "quad",
                    "low",
                    "high",
                    "issues",
                ],
                name="facets_by_value",
                condition=models.Q(("known_to", FOREVER)),
            ),
        ),
        migrations.AddIndex(
            model_name="facet",
            index=sarez.desk.events.indexes.ByDate(
                fields=[
                    "name",
                    "value",
                    "kind",
                    "-first",
                    "-version",
                    "status",
                    "month",
                    "quad",
                    "low",
                    "high",
                    "known_from",
                    "known_to",
                    "issues",
                ],
                name="facets_by_value_then",
            ),
        ),
        migrations.AddIndex(
            model_name="facet",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=[
                    "name",
                    "value",
                    "kind",
                    "status",
                    "month",
                    "quad",
                    "low",
                    "high",
                    "issues",
                    "first",
                    "last",
                ],
                name="facets_to_count",
            ),
        ),
        migrations.AddConstraint(
            model_name="facet",
            constraint=models.UniqueConstraint(fields=("version", "name", "value"), name="facets_of_version"),
        ),
    ]
