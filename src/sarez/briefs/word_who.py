"""Who they are, as a brief in Word tells it: their positions or offices, and who held them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from docx.document import Document as Word
from docx.text.paragraph import Paragraph

from sarez.briefs.brief import Brief, OfficeHeld
from sarez.briefs.word_parts import break_line, noted, row, say, say_softly, table
from sarez.desk.events import wording


def write_who(document: Word, brief: Brief) -> None:
    """Whom the brief is about."""
    document.add_heading(_("Who they are"), 1)
    for subject in brief.subjects:
        told = [subject.name, subject.other_name, subject.what]
        if subject.acts_for:
            told.append(_("acts for %(party)s") % {"party": wording.party(subject.acts_for)})
        document.add_paragraph(" · ".join(filter(None, told)))
    if brief.positions:
        _positions(document, brief)
    elif brief.offices:
        _offices(document, brief.offices, len(brief.subjects) > 1)
    else:
        say_softly(document, _("No office or position is on record."))
    if brief.subjects[0].acts_for:
        say_softly(document, _("Commitments, agreements and events are those of the party they act for."))


def _positions(document: Word, brief: Brief) -> None:
    made = table(
        document, (_("Position"), _("Body"), _("From"), _("Until"), _("Told by")), (5.2, 4.2, 2.1, 2.1, 3.4)
    )
    for held in brief.positions:
        title, body, since, until, by = row(made)
        title.add_run(held.title or "–").bold = held.is_now
        body.add_run(held.body)
        since.add_run(held.since or "–")
        until.add_run(_("now") if held.is_now and not held.until else held.until or "–")
        say(by, _("the region’s list of offices") if held.is_listed else _("reports, first and last"), "Soft")
        noted(by, held.notes)


def _offices(document: Word, offices: Iterable[OfficeHeld], is_pair: bool) -> None:
    for party, held in groupby(offices, key=lambda o: o.party):
        if is_pair:
            document.add_heading(party, 2)
        made = table(document, (_("Office"), _("Holder"), _("Since"), _("Before")), (3.5, 4.4, 2.1, 7.0))
        for office in held:
            _office(row(made), office)


def _office(cells: list[Paragraph], held: OfficeHeld) -> None:
    title, holder, since, before = cells
    title.add_run(held.title)
    for n, term in enumerate(held.now):
        break_line(holder, n)
        break_line(since, n)
        holder.add_run(term.holder).bold = True
        if term.note:
            say(holder, f" ({term.note})", "Soft")
        since.add_run(term.since or "–")
    if not held.now:
        say(holder, _("not known"), "Soft")
    for n, term in enumerate(held.before):
        break_line(before, n)
        say(before, f"{term.holder}, {term.since or '?'} – {term.until or '?'}", "Soft")
