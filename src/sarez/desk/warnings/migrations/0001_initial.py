import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sarez.desk.accounts.markings


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0009_pairs_by_issue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("warning", models.BigIntegerField()),
                ("recipient", models.BigIntegerField()),
                ("marking", models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices)),
                ("title", models.CharField(max_length=120)),
                ("way", models.CharField(choices=[("mail", "e-mail"), ("webhook", "webhook")], max_length=8)),
                ("address", models.CharField(max_length=500)),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "about to be sent"),
                            ("under_way", "under way"),
                            ("sent", "delivered"),
                            ("failed", "failed, tried again"),
                            ("unsure", "maybe delivered"),
                            ("withheld", "withheld"),
                            ("overtaken", "not sent: superseded before"),
                            ("given_up", "given up"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField()),
                ("tried", models.DateTimeField(null=True)),
                ("sent", models.DateTimeField(null=True)),
                ("next_try", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["next_try"], name="deliveries_due"),
                    models.Index(fields=["state", "warning"], name="deliveries_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("warning", "recipient"), name="a_warning_goes_to_one_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(editable=False, null=True)),
                (
                    "marking",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("known_from", models.DateTimeField(editable=False)),
                (
                    "known_to",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                ("by", models.CharField(editable=False, max_length=150)),
                ("unit", models.CharField(max_length=160)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("level", models.CharField(max_length=12)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("probability", models.FloatField(blank=True, null=True)),
                ("rationale", models.CharField(max_length=400)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("alternatives", models.TextField(blank=True)),
                ("would_change", models.TextField(blank=True)),
                ("opportunities", models.TextField(blank=True)),
                ("expires", models.DateTimeField()),
                ("marking_reason", models.CharField(blank=True, max_length=400)),
                ("is_exercise", models.BooleanField(default=False)),
                ("rule", models.CharField(blank=True, max_length=120)),
                ("day", models.DateField(blank=True, null=True)),
                ("value", models.FloatField(blank=True, null=True)),
                ("strength", models.FloatField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waits"), ("taken", "issued"), ("dismissed", "dismissed")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("warning", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
                "abstract": False,
                "indexes": [models.Index(fields=["state", "known_to", "-id"], name="proposals_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("number",),
                        name="proposal_stands_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                            models.Q(("rule", ""), _negated=True),
                        ),
                        fields=("rule", "unit", "issue", "day", "marking"),
                        name="a_rule_proposes_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(editable=False, null=True)),
                (
                    "marking",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("known_from", models.DateTimeField(editable=False)),
                (
                    "known_to",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                ("by", models.CharField(editable=False, max_length=150)),
                ("title", models.CharField(max_length=120)),
                ("group", models.CharField(blank=True, max_length=80)),
                ("username", models.CharField(blank=True, max_length=150)),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "e-mail"), ("webhook", "webhook")], default="mail", max_length=8
                    ),
                ),
                ("address", models.CharField(max_length=500)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Русский")], default="en", max_length=2
                    ),
                ),
                ("secret", models.TextField(blank=True, editable=False)),
                (
                    "clearance",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("confirmed_by", models.CharField(blank=True, editable=False, max_length=150)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ("group", "title", "id"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("number",),
                        name="recipient_stands_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("way", "address"),
                        name="one_recipient_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(editable=False, null=True)),
                (
                    "marking",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("known_from", models.DateTimeField(editable=False)),
                (
                    "known_to",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                ("by", models.CharField(editable=False, max_length=150)),
                ("text", models.TextField()),
                ("why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-id",),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("number",),
                        name="rulebook_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("clearance", models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices)),
                ("seen", models.CharField(blank=True, max_length=64)),
                ("proposed", models.PositiveIntegerField(default=0)),
                ("held", models.PositiveIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["clearance", "-id"], name="rule_runs_latest")],
            },
        ),
        migrations.CreateModel(
            name="Warning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(editable=False, null=True)),
                (
                    "marking",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("known_from", models.DateTimeField(editable=False)),
                (
                    "known_to",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                ("by", models.CharField(editable=False, max_length=150)),
                ("unit", models.CharField(max_length=160)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("level", models.CharField(max_length=12)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("probability", models.FloatField(blank=True, null=True)),
                ("rationale", models.CharField(max_length=400)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("alternatives", models.TextField(blank=True)),
                ("would_change", models.TextField(blank=True)),
                ("opportunities", models.TextField(blank=True)),
                ("expires", models.DateTimeField()),
                ("marking_reason", models.CharField(blank=True, max_length=400)),
                ("is_exercise", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("issued", "warning"), ("update", "update"), ("cancel", "cancellation")],
                        default="issued",
                        max_length=8,
                    ),
                ),
                ("supersedes", models.BigIntegerField(blank=True, null=True)),
                ("chain", models.BigIntegerField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("proposal", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["chain", "id"], name="warnings_of_chain"),
                    models.Index(fields=["unit", "-id"], name="warnings_of_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("number",),
                        name="warning_stands_once",
                    ),
                    models.UniqueConstraint(fields=("supersedes",), name="a_warning_is_superseded_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WarningFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("clearance", models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("last_used", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warning_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(editable=False, null=True)),
                (
                    "marking",
                    models.PositiveSmallIntegerField(choices=sarez.desk.accounts.markings.choices, default=1),
                ),
                ("known_from", models.DateTimeField(editable=False)),
                (
                    "known_to",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                ("by", models.CharField(editable=False, max_length=150)),
                ("warning", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acknowledged", "acknowledged"),
                            ("option", "option proposed"),
                            ("decided", "decided"),
                            ("acted", "acted on"),
                            ("closed", "closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("option", models.BigIntegerField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("came", "what it warned of came"),
                            ("partly", "it came in part"),
                            ("averted", "it did not come, after a response"),
                            ("not", "it did not come"),
                            ("unclear", "nobody can say"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "abstract": False,
                "indexes": [models.Index(fields=["warning", "kind", "known_to"], name="turns_of_warning")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("known_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                        ),
                        fields=("number",),
                        name="turn_stands_once",
                    )
                ],
            },
        ),
    ]
