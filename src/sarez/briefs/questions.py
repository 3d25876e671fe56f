"""What the record leaves open, as questions for a meeting: from the parts of a brief, with no other knowledge. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarez.briefs.brief import OPEN_STATES, OfficeHeld, Question, Rival, Undertaking
from sarez.briefs.lines import short
from sarez.desk.dialogue.commitments.standing import OPEN, OVERDUE, STALE
from sarez.desk.dialogue.models.commitments import UNCLEAR
from sarez.desk.events.models import Version

MOST, MOST_UNDATED = 20, 3
AHEAD = ("planned", "called_for")


def questions(
    undertakings: Sequence[Undertaking],
    past: Iterable[Question],
    rivals: Sequence[Rival],
    offices: Sequence[OfficeHeld],
) -> tuple[Question, ...]:
    """The questions, those about commitments first; at most MOST."""
    found = [*(q for u in undertakings for q in _of_undertaking(u)), *past]
    found += [_of_rival(r) for r in rivals]
    found += _by_when([u for u in undertakings if u.state in (OPEN, STALE) and not u.due])
    found += [_of_office(o) for o in offices if o.before and not o.now]
    return tuple(found[:MOST])


def _of_undertaking(told: Undertaking) -> Iterator[Question]:
    what = {"what": short(told.text), "parties": told.parties, "due": told.due, "entry": told.line.entry}
    if told.became == UNCLEAR and told.state in OPEN_STATES:
        yield _asked(_("What became of “%(what)s” (%(parties)s)? It was found to be unclear."), what, told)
    elif told.state == OVERDUE and not told.became and not told.successor:
        text = (
            _(
                "What became of the whole of “%(what)s” (%(parties)s, due %(due)s)? Parts of it are found on record."
            )
            if told.outcomes
            else _("What became of “%(what)s” (%(parties)s, due %(due)s)? Nothing is found on record.")
        )
        yield _asked(text, what, told)
    if told.waiting:
        text = ngettext(
            "Does a later report bear on “%(what)s”? %(n)d is proposed, nobody has decided.",
            "Do later reports bear on “%(what)s”? %(n)d are proposed, nobody has decided.",
            told.waiting,
        )
        yield _asked(text, what | {"n": told.waiting}, told)


def _by_when(undated: Sequence[Undertaking]) -> list[Question]:
    """By when what states no date is to be done; many are asked about at once."""
    if len(undated) > MOST_UNDATED:
        text = _("By when? %(n)d open commitments state no date, of them the latest: “%(what)s”.")
        latest = undated[0]
        return [
            Question(
                text % {"n": len(undated), "what": short(latest.text)}, latest.line.entry, latest.line.notes
            )
        ]
    text = _("By when is “%(what)s” (%(parties)s) to be done? No date is stated.")
    return [_asked(text, {"what": short(u.text), "parties": u.parties}, u) for u in undated]


def _asked(text: str, values: Mapping[str, object], told: Undertaking) -> Question:
    return Question(text % values, told.line.entry, told.line.notes)


def not_told_of(version: Version, title: str, notes: tuple[int, ...], on: date) -> Iterator[Question]:
    """Whether an engagement that was planned for a day gone by was held, where no report tells."""
    if version.status in AHEAD and version.last is not None and version.last < on:
        values = {"title": title, "date": version.date}
        text = _(
            "Was it held: %(title)s? It was planned for %(date)s, and no report tells that it took place."
        )
        yield Question(text % values, version.entry_id, notes)


def _of_rival(told: Rival) -> Question:
    figures = " / ".join(f.value for f in told.figures)
    values = {"title": told.title, "field": told.field, "figures": figures}
    notes = tuple(dict.fromkeys(n for f in told.figures for n in f.notes))
    return Question(_("Which holds for “%(title)s”, %(field)s: %(figures)s?") % values, told.entry, notes)


def _of_office(told: OfficeHeld) -> Question:
    values = {"title": told.title, "party": told.party}
    return Question(_("Who holds the office now: %(title)s, %(party)s? None is known.") % values)
