"""Each new report laid beside the commitments it may bear on, each new commitment beside the reports that came later.

What is found is proposed; nothing is closed by it. How far the desk has looked is kept in the same transaction as what
was found, so that it may be stopped at any moment and looks at nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.commitments.standing import SETTLED
from sarez.desk.dialogue.evidence.lookouts import Out, day_of, keep, text_of, unpacked, worked_out
from sarez.desk.dialogue.models import Bearing, Finding, Looked, Lookout, Watchword
from sarez.desk.events.apart import kin
from sarez.desk.events.models import COMMITMENT, Claim
from sarez.desk.events.versions import CLOSEST
from sarez.desk.reports.models import Reading, Report
from sarez.desk.search.models import KIND_REPORT, Document
from sarez.desk.search.newest import newest
from sarez.desk.search.words import Wanted
from sarez.reading.bearing import Bearing as Found
from sarez.reading.bearing.ranking import judge, load_table
from sarez.reading.stems import stems

STEP = 50
MEETING = 2
"""Watchwords that a report must have before it is looked at."""
MOST = 30
"""Commitments that one report is laid beside, and later reports that a commitment is: those with most watchwords."""
SEARCHED, ASKED = 60, 6
"""Reports that a new commitment is looked for in, by so many of its watchwords, the rarest."""
FEWER = 4
"""A commitment takes longer to look at than a report: so many fewer at a time."""
OVERLAP = 100
"""Claims before the last that are asked for again: one that got its number earlier may have been kept later."""
Pair = tuple[Lookout, Report]


def is_behind() -> bool:
    """Whether a report was read or a commitment put on record and not yet looked at. The attendants ask this every second."""
    looked = dict(Looked.objects.values_list("name", "number"))
    if Reading.objects.filter(pk__gt=looked.get("readings", 0)).exists():
        return True
    return _new_commitments(looked.get("claims", 0)).exists()


def catch_up(most: int | None = None) -> int:
    """Look at every commitment and report not looked at yet, or at `most` of each; how many were looked at."""
    done = 0
    while looked := _step(STEP if most is None else min(STEP, most - done)):
        done += looked
        if most is not None and done >= most:
            break
    return done


def _step(count: int) -> int:
    """A few new commitments and a few new readings, and what they make likely; how many were looked at.

    All is worked out before anything is written, so that others may write meanwhile.
    """
    before = dict(Looked.objects.values_list("name", "number"))
    last = Claim.objects.aggregate(last=Max("pk"))["last"] or 0
    few = max(1, count // FEWER)
    told = list(_new_commitments(before.get("claims", 0)).order_by("pk").values_list("pk", "entry")[:few])
    outs = worked_out({entry for _claim, entry in told})
    unread = Reading.objects.filter(pk__gt=before.get("readings", 0)).select_related("report").order_by("pk")
    found = list(unread[:count])
    pairs = _later_reports(outs)
    for reading in found:
        pairs += _commitments_before(reading.report, outs)
    made = likely(pairs)
    with transaction.atomic():
        claims, readings = _looked("claims"), _looked("readings")
        if {claims.name: claims.number, readings.name: readings.number} != before | {
            "claims": before.get("claims", 0), "readings": before.get("readings", 0),
        }:  # fmt: skip
            return len(told) + len(found)  # another looked at them meanwhile
        keep(outs)
        _put(made)
        _advance(claims, [told[-1][0] if len(told) == few else last])
        _advance(readings, [reading.pk for reading in found])
    return len(told) + len(found)


def _new_commitments(last: int) -> QuerySet[Claim]:
    """The claims on commitments that nobody has looked at, from a little before the last that was."""
    new = Claim.objects.filter(pk__gt=last - OVERLAP, kind=COMMITMENT, entry__lookout=None)
    return new.filter(ended_at=FOREVER)


def start_from_here() -> None:
    """Take all that is on record as looked at."""
    for name, model in (("claims", Claim), ("readings", Reading)):
        last = model.objects.aggregate(last=Max("pk"))["last"] or 0
        Looked.objects.update_or_create(name=name, defaults={"number": last + OVERLAP * (name == "claims")})


def likely(pairs: Iterable[Pair]) -> list[Bearing]:
    """Proposals, not on record yet, for the reports that are likely to bear on a commitment.

    A report is likely enough in itself, and beside the likeliest of its commitment so far.
    """
    every = _worth_a_look(pairs)
    entries = {lookout.pk for lookout, _report in every}
    best, floors = _best(entries), _floors(entries)
    made, table = [], load_table()
    for report in {report.pk: report for _lookout, report in every}.values():
        text = text_of(report)
        for lookout in (lookout for lookout, own in every if own.pk == report.pk):
            promise = unpacked(lookout.promise)
            found = judge(promise, text)
            if found.score < max(table.least, table.beside_best * best.get(lookout.pk, 0.0)):
                continue
            best[lookout.pk] = max(found.score, best.get(lookout.pk, 0.0))
            made.append(_bearing(lookout, report, found, floors[lookout.pk]))
    return made


def _bearing(lookout: Lookout, report: Report, found: Found, floor: int) -> Bearing:
    told = {name: getattr(found, name) for name in ("score", "reads_like", "start", "end")}
    known = max(report.known_at, lookout.claim.known_at)
    return Bearing(
        entry_id=lookout.pk, report=report, reasons=list(found.reasons), marking=max(report.marking, floor),
        known_from=known, known_to=FOREVER, by="", **told,
    )  # fmt: skip


def _put(made: Sequence[Bearing]) -> int:
    """Put proposals on record, each a thing of its own."""
    rows = Bearing.objects.bulk_create(made, batch_size=200)
    for row in rows:
        row.number = row.pk
    Bearing.objects.bulk_update(rows, ["number"], batch_size=200)
    return len(rows)


def _worth_a_look(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs not proposed or decided before, none of a report that tells the commitment itself or of which nobody knows
    whether it is later, no second copy of a story. What was joined into a commitment counts as its own."""
    every = {(lookout.pk, report.pk): (lookout, report) for lookout, report in pairs}
    home = kin(entry for entry, _report in every)
    settled = Finding.objects.filter(known_to=FOREVER, party="", period="", outcome__in=SETTLED)
    closed = {home[entry] for entry in settled.filter(entry__in=home).values_list("entry", flat=True)}
    before, own = (model.objects.filter(entry__in=home).order_by() for model in (Bearing, Claim))
    told = before.values_list("entry", "report__story", "report").union(
        own.values_list("entry", "report__story", "report")
    )
    seen = {(home[entry], story or report) for entry, story, report in told}
    kept = []
    for lookout, report in every.values():
        key = (lookout.pk, report.story_id or report.pk)
        if lookout.pk not in closed and key not in seen and report.day and report.day > lookout.day:
            seen.add(key)
            kept.append((lookout, report))
    return kept


def _commitments_before(report: Report, new: Sequence[Out]) -> list[Pair]:
    """The commitments, on record or `new`, that share most watchwords with a report."""
    words = set(stems(report.text))
    asked, count = sorted(words), Counter[int]()
    for at in range(0, len(asked), 500):
        found = Watchword.objects.filter(stem__in=asked[at : at + 500], lookout__day__lt=day_of(report))
        count.update(found.values_list("lookout", flat=True))
    most = [pk for pk, n in count.most_common(MOST) if n >= MEETING]
    stand = Lookout.objects.filter(pk__in=most, entry__joined_into=None)
    lookouts = list(stand.select_related("claim"))
    lookouts += [out.lookout for out in new if len(words.intersection(out.watchwords)) >= MEETING]
    return [(lookout, report) for lookout in lookouts]


def _later_reports(outs: Sequence[Out]) -> list[Pair]:
    """The reports on the desk that came after a commitment and share most watchwords with it."""
    pairs: list[Pair] = []
    for lookout, own in ((out.lookout, out.watchwords) for out in outs if out.watchwords):
        wanted = Wanted([[[stem] for stem in own[:ASKED]]], since=lookout.day.isoformat())
        held = newest(wanted, Viewer(CLOSEST), {KIND_REPORT: SEARCHED})
        numbers = Document.objects.filter(pk__in=[h.number for h in held]).values_list("report", flat=True)
        reports = Report.objects.filter(pk__in=list(numbers), state__in=(Report.READ, Report.SEEN))
        count = Counter({report: len(set(own) & set(stems(report.text))) for report in reports})
        pairs += [(lookout, report) for report, n in count.most_common(MOST) if n >= MEETING]
    return pairs


def _best(entries: Iterable[int]) -> dict[int, float]:
    """The score of the likeliest report so far of each entry that has one."""
    home, best = kin(entries), dict[int, float]()
    standing = Bearing.objects.filter(entry__in=home, known_to=FOREVER).order_by()
    for entry, score in standing.values_list("entry").annotate(best=Max("score")):
        best[home[entry]] = max(score, best.get(home[entry], 0.0))
    return best


def _floors(entries: Iterable[int]) -> dict[int, int]:
    """The lowest marking at which each entry is on record."""
    claims = Claim.objects.filter(entry__in=list(entries), ended_at=FOREVER).order_by()
    return dict(claims.values_list("entry").annotate(least=Min("marking")))


def _looked(name: str) -> Looked:
    Looked.objects.get_or_create(name=name)
    return Looked.objects.select_for_update().get(name=name)


def _advance(looked: Looked, numbers: Sequence[int]) -> None:
    if numbers:
        looked.number = max(looked.number, *numbers)
        looked.save(update_fields=["number"])
