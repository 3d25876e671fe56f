"""What a desk already there knows of its past decisions: until the latest one, each claim was a proposal."""

from django.db import migrations
from django.db.models import F

PROPOSED, ACCEPTED, ENDED = "proposed", "accepted", ("rejected", "replaced")
STEP = 1000


def keep_what_is_known(apps, schema_editor):
    claims = apps.get_model("events", "Claim").objects.order_by("pk")
    accepted = claims.filter(decision=ACCEPTED, decided_at__gt=F("known_at"))
    ended = claims.filter(decision__in=ENDED, ended_at__gt=F("known_at"))
    accepted.update(changed_at=F("decided_at"))
    ended.update(changed_at=F("ended_at"))
    spell = apps.get_model("events", "Spell")
    names = ("pk", "known_at", "changed_at", "decision", "decided_by", "credibility", "author", "replaces")
    every = claims.filter(changed_at__isnull=False).values_list(*names).iterator(chunk_size=STEP)
    for some in _batches(every):
        spell.objects.bulk_create([_spell(spell, *row) for row in some])


def _batches(rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == STEP:
            yield batch
            batch = []
    yield batch


def _spell(spell, claim, known_at, changed_at, decision, decided_by, credibility, author, replaces):
    is_correction = bool(author and replaces and decision in ENDED)  # a person's, so it stood as accepted
    return spell(
        claim_id=claim,
        known_from=known_at,
        known_to=changed_at,
        decision=ACCEPTED if is_correction else PROPOSED,
        decided_by=author if is_correction else "",
        credibility=credibility,
        by=decided_by,
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0006_spells")]

    operations = [migrations.RunPython(keep_what_is_known, migrations.RunPython.noop)]
