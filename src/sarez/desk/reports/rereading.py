"""Reading again when the reader has improved: what changed is proposed, what people decided stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.models import ACCEPTED, REJECTED, REPLACED, Apart, Claim, Joining, Spell
from sarez.desk.events.register import claims_of, propose, rebuild
from sarez.desk.events.spells import spell_until
from sarez.desk.events.versions import FIELDS
from sarez.desk.reports.filing import received
from sarez.desk.reports.models import Reading, Report
from sarez.desk.reports.revisions import Said, differing, is_same, pairs, with_settled
from sarez.desk.reports.states import settle
from sarez.reading.records import Reading as Read

STEP = 100


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a report again changed, in claims: left as they were, replaced by a better reading, proposed beside
    what a person decided, ended since the reader no longer finds them, and new."""

    kept: int = 0
    replaced: int = 0
    beside: int = 0
    ended: int = 0
    new: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything changed."""
        return bool(self.replaced or self.beside or self.ended or self.new)


@dataclass(slots=True)
class _Plan:
    """What is to be done with one report's claims."""

    kept: list[Claim] = field(default_factory=list)
    ended: list[tuple[Claim, str]] = field(default_factory=list)
    replacing: list[tuple[Claim, Claim]] = field(default_factory=list)
    beside: list[Claim] = field(default_factory=list)
    new: list[Claim] = field(default_factory=list)


@transaction.atomic
def keep_rereading(report: Report, read: Read) -> Reread:
    """Put what a reader made of a report already read on record, beside what people decided."""
    report = Report.objects.select_for_update(of=("self",)).select_related("source").get(pk=report.pk)
    data, now = json.loads(json.dumps(asdict(read))), timezone.now()
    reading = _reading(report, read, data, now)
    found = list(claims_of(report, reading, data))
    old = _heads(report)
    plan = _planned(found, old)
    done = Reread(len(plan.kept), len(plan.replacing), len(plan.beside), len(plan.ended), len(plan.new))
    _carry_out(report, plan, reading, now)
    if done.is_change:
        settle(report.pk)
        log("reader", "reread", report.name, reader=reading.reader, **asdict(done))
    return done


def reread_all(reader: Any, *, only_older: bool = True) -> Iterator[tuple[Report, Reread | None, str]]:
    """Read every report again that was read before (by another reader, if `only_older`): what changed, or what went wrong."""
    this, at = reader_name(reader.maker), 0
    while batch := _batch(at, this if only_older else ""):
        for report in batch:
            try:
                read = reader.read(received(report))
            except Exception as error:  # a fault of the reader: the others are read
                yield report, None, f"{type(error).__name__}: {error}"[:500]
            else:
                yield report, keep_rereading(report, read), ""
        at = batch[-1].pk


def outdated(reader: Any) -> int:
    """How many reports were last read by another reader."""
    return _read_by_others(reader_name(reader.maker)).count()


def reader_name(maker: Any) -> str:
    """A reader as its readings name it."""
    return f"{maker.name} {maker.version} ({maker.model})"


def _batch(after: int, this: str) -> Sequence[Report]:
    every = _read_by_others(this) if this else Report.objects.exclude(state=Report.WAITING)
    return list(every.filter(pk__gt=after).select_related("source").order_by("pk")[:STEP])


def _read_by_others(this: str) -> Any:
    current = Reading.objects.filter(is_current=True, reader=this)
    return Report.objects.exclude(state=Report.WAITING).exclude(pk__in=current.values("report"))


def _reading(report: Report, read: Read, data: dict[str, Any], now: datetime) -> Reading:
    """The reading put on record; the one there, if the same reader made the same."""
    report.language, report.note = read.language, read.note or ""
    if report.state == Report.FAILED:
        report.state = Report.READ
    report.save(update_fields=["language", "note", "state"])
    told = {"passages": data["passages"], "places": data["places"], "made_by": data["reader"]}
    same = report.readings.filter(is_current=True, reader=reader_name(read.reader)).first()
    if same is not None and all(getattr(same, name) == value for name, value in told.items()):
        return same
    report.readings.update(is_current=False)
    return Reading.objects.create(
        report=report, reader=reader_name(read.reader), at=now, note=read.note or "", **told
    )


def _heads(report: Report) -> list[Claim]:
    """The claims of a report that a new reading meets: those that stand, and those that a person took off."""
    every = report.claims.select_related("replaces__replaces").order_by("pk")
    return [c for c in every if c.ended_at == FOREVER or c.decision == REJECTED]


def _is_decided(claim: Claim) -> bool:
    return bool(claim.author or claim.decided_by or claim.decision in (ACCEPTED, REJECTED))


def _settled(claim: Claim) -> frozenset[str]:
    """The fields that people set in a claim, in all the corrections that led to it."""
    found = set(claim.match.get("settled", ()))
    here: Claim | None = claim
    while here is not None:
        before = here.replaces
        if here.author:
            names = FIELDS[here.kind]
            found |= {n for n in names if before is None or here.values.get(n) != before.values.get(n)}
        here = before
    return frozenset(found)


def _said(claim: Claim, number: int, *, is_old: bool) -> Said:
    return Said(
        number,
        claim.kind,
        claim.values,
        claim.evidence,
        is_decided=is_old and _is_decided(claim),
        is_standing=claim.ended_at == FOREVER,
        settled=_settled(claim) if is_old else frozenset(),
    )


def _planned(found: Sequence[Claim], old: Sequence[Claim]) -> _Plan:
    """What to do with each record of the new reading and with each claim that it does not tell again."""
    said = [_said(claim, n, is_old=False) for n, claim in enumerate(found)]
    before = [_said(claim, n, is_old=True) for n, claim in enumerate(old)]
    of = pairs(said, before)
    plan = _Plan(kept=[claim for n, claim in enumerate(old) if n in set(of.values())])
    for number, claim in enumerate(found):
        if number not in of:
            plan.new.append(claim)
            continue
        there, head = before[of[number]], old[of[number]]
        if is_same(said[number], there):
            continue
        if there.is_decided:
            plan.beside.append(_beside(claim, said[number], there, head))
        else:
            claim.values = with_settled(said[number], there)
            plan.kept.remove(head)
            plan.replacing.append((head, claim))
    gone = [claim for n, claim in enumerate(old) if n not in set(of.values())]
    for claim in gone:
        if _is_decided(claim):
            plan.kept.append(claim)
        else:
            plan.ended.append((claim, "the newer reading does not find it"))
    return plan


def _beside(claim: Claim, new: Said, there: Said, head: Claim) -> Claim:
    """A proposal beside a person's decision, with what the person set left as it is."""
    names = differing(new, there)
    claim.values = with_settled(new, there)
    claim.entry_id = head.entry_id
    claim.match = {
        "score": 1.0,
        "reasons": [f"a newer reading of what a person decided ({head.name}) differs: {', '.join(names)}"],
        "marking": head.marking,
        "beside": head.pk,
        "settled": sorted(there.settled),
    }
    return claim


def _carry_out(report: Report, plan: _Plan, reading: Reading, now: datetime) -> None:
    touched: set[int] = set()
    spells = []
    for claim, why in [*plan.ended, *((old, "a newer reading says otherwise") for old, _ in plan.replacing)]:
        spells.append(spell_until(claim, max(now, claim.changed_at or claim.known_at)))
        claim.ended_at, claim.decision, claim.match = (
            claim.changed_at,
            REPLACED,
            {**claim.match, "ended": why},
        )
        touched.add(claim.entry_id)
    ended = [*(c for c, _ in plan.ended), *(c for c, _ in plan.replacing)]
    Claim.objects.bulk_update(ended, ["ended_at", "decision", "changed_at", "match"])
    Spell.objects.bulk_create([spell for spell in spells if spell])
    stay, free = _homes(plan, report)
    for claim in (*plan.beside, *plan.new, *(c for _, c in plan.replacing)):
        claim.known_at = max(now, report.known_at)
    Claim.objects.bulk_create([*plan.beside, *stay])
    propose([[*plan.new, *free]], now)
    touched |= {c.entry_id for c in (*plan.beside, *plan.new, *stay, *free)}
    same = [c.pk for c in plan.kept if c.reading_id != reading.pk and not _is_decided(c)]
    Claim.objects.filter(pk__in=same).update(reading=reading)
    if touched:
        rebuild(touched)


def _homes(plan: _Plan, report: Report) -> tuple[list[Claim], list[Claim]]:
    """The replacements that stay where the old claim was, since a person put it there; and those laid anew."""
    olds = [old for old, _ in plan.replacing]
    joined = _put_by_people({c.entry_id for c in olds})
    shared = set(
        Claim.objects.filter(entry__in=[c.entry_id for c in olds], ended_at=FOREVER)
        .exclude(report=report)
        .values_list("entry", flat=True)
    )
    stay, free = [], []
    for old, claim in plan.replacing:
        claim.replaces, claim.credibility = old, old.credibility
        beside = {name: old.match[name] for name in ("beside", "settled") if name in old.match}
        if old.entry_id in joined or beside:
            claim.entry_id, claim.match = old.entry_id, {**old.match, **beside}
            claim.match.pop("ended", None)
            stay.append(claim)
        else:
            claim.entry_id = None if old.entry_id in shared else old.entry_id
            free.append(claim)
    return stay, free


def _put_by_people(entries: set[int]) -> set[int]:
    """Those entries whose claims a person joined or parted."""
    joined = Joining.objects.filter(undone_at=None, entry__in=entries).values_list("entry", flat=True)
    parted = Apart.objects.filter(one__in=entries).values_list("one", flat=True)
    return {*joined, *parted}
