"""Facets and dyads repeat what they count and order by. What is derived is emptied here and made anew on opening the desk."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

FOREVER = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


def empty(apps, schema_editor):
    apps.get_model("search", "Document").objects.filter(version__isnull=False).delete()
    apps.get_model("events", "Version").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0004_what_stands_by_date"), ("search", "0002_words")]
    operations = [
        migrations.RunPython(empty, empty),
        migrations.DeleteModel("Facet"),
        migrations.DeleteModel("Dyad"),
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
                ("issues", models.CharField(blank=True, max_length=200)),
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
                ("issues", models.CharField(blank=True, max_length=200)),
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
        migrations.RemoveIndex(
            model_name="version",
            name="versions_that_stand",
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=["kind", "-first", "-entry", "low", "high"],
                name="versions_that_stand",
            ),
        ),
        migrations.RemoveIndex(
            model_name="version",
            name="versions_on_map",
        ),
        migrations.AddField(
            model_name="version",
            name="month",
            field=models.CharField(blank=True, max_length=7),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(
                    ("known_to", FOREVER),
                    ("lat__isnull", False),
                ),
                fields=["kind", "status", "lat", "lon", "place", "quad", "killed", "low", "high"],
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
        migrations.AddField(
            model_name="dyad",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="events.version"
            ),
        ),
        migrations.AddField(
            model_name="facet",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="events.version"
            ),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(fields=["one", "two", "kind", "-first", "-version"], name="dyads_by_pair"),
        ),
        migrations.AddIndex(
            model_name="dyad",
            index=models.Index(
                condition=models.Q(("known_to", FOREVER)),
                fields=["two", "kind", "status"],
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
            index=models.Index(
                fields=["name", "value", "kind", "-first", "-version"], name="facets_by_value"
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
    ]
