"""What a brief in Word tells of entries: commitments and what became of them, agreements, engagements, events."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.document import Document as Word
from docx.text.paragraph import Paragraph

from sarez.briefs.brief import Brief, Line, Undertaking
from sarez.briefs.word_parts import break_line, bullet, noted, row, say, say_if_cut, say_softly, table
from sarez.briefs.wording import accepted
from sarez.desk.dialogue.commitments.standing import OVERDUE
from sarez.desk.dialogue.models.commitments import BROKEN
from sarez.desk.events import wording


def write_agreed(document: Word, brief: Brief) -> None:
    """Commitments with what became of them, and agreements."""
    document.add_heading(_("What was agreed, and what became of it"), 1)
    if brief.undertakings:
        heads = (_("Told"), _("Who undertakes what"), _("Due"), _("What became of it"))
        made = table(document, heads, (2.1, 7.8, 2.1, 5.0))
        for told in brief.undertakings:
            _undertaking(row(made), told)
        say_if_cut(document, brief, "commitment")
    else:
        say_softly(document, _("No commitment is on record for this period."))
    document.add_heading(_("Agreements"), 2)
    if not brief.agreements:
        say_softly(document, _("No agreement is on record for this period."))
    _lines(document, brief.agreements, with_words=True, is_agreed=True)
    say_if_cut(document, brief, "agreement")


def _undertaking(cells: list[Paragraph], told: Undertaking) -> None:
    day, what, due, became = cells
    day.add_run(told.told or "–")
    what.add_run(told.text)
    noted(what, told.line.notes)
    break_line(what, 1)
    more = [told.parties, told.modality, told.line.grade]
    if told.owed_to:
        more.insert(1, _("owed to %(to)s") % {"to": told.owed_to})
    if told.conditions:
        more.append(_("on condition: %(what)s") % {"what": told.conditions})
    more.append(accepted(told.line.is_accepted))
    say(what, " · ".join(filter(None, more)), "Soft")
    say(due, told.due or told.recurrence or _("none stated"), None if told.due else "Soft")
    _became(became, told)


def _became(cell: Paragraph, told: Undertaking) -> None:
    say(cell, _state(told), "Grave" if told.state == OVERDUE or told.became == BROKEN else None)
    for found in told.outcomes:
        break_line(cell, 1)
        whose = (
            f" ({', '.join(filter(None, (found.party, found.period)))})"
            if found.party or found.period
            else ""
        )
        say(cell, f"{found.on.isoformat()}: {found.label}{whose} {found.why}".strip(), "Soft")
        noted(cell, found.notes)
    for later in told.later:
        break_line(cell, 1)
        say(cell, later.reads_like, "Soft")
        noted(cell, later.notes)
    if told.successor:
        break_line(cell, 1)
        say(cell, f"{_('another has taken its place:')} {told.successor}", "Soft")
    if told.waiting:
        break_line(cell, 1)
        text = ngettext(
            "%(n)s later report may bear on it, nobody has decided",
            "%(n)s later reports may bear on it, nobody has decided",
            told.waiting,
        )
        say(cell, text % {"n": told.waiting}, "Soft")


def _state(told: Undertaking) -> str:
    """Its state, and what was found of the whole."""
    return ": ".join(filter(None, (told.state_label, told.became_label)))


def write_open(document: Word, brief: Brief) -> None:
    """The commitments that nobody has closed, with their next steps."""
    document.add_heading(_("Open and overdue"), 1)
    if not brief.open:
        say_softly(document, _("No open commitment is on record."))
    for told in brief.open:
        line = bullet(document)
        say(line, _state(told), "Grave" if told.state == OVERDUE else "Soft")
        line.add_run(f" {told.due}: " if told.due else ": ")
        line.add_run(told.text)
        noted(line, told.line.notes)
        more = [told.parties, _("followed by %(who)s") % {"who": told.owner} if told.owner else ""]
        say(line, f" ({' · '.join(filter(None, more))})", "Soft")
        for step in told.steps:
            break_line(line, 1)
            due = f", {step.due.isoformat()}" if step.due else ""
            say(line, f"{_('Next step:')} {step.text} ({step.owner}{due})", "Soft")


def write_engagements(document: Word, brief: Brief) -> None:
    """Engagements to come, and past ones."""
    document.add_heading(_("Engagements"), 1)
    document.add_heading(_("To come"), 2)
    if not brief.coming:
        say_softly(document, _("None is on record."))
    _lines(document, brief.coming)
    document.add_heading(_("Past"), 2)
    if not brief.past:
        say_softly(document, _("None is on record for this period."))
    _lines(document, brief.past)
    say_if_cut(document, brief, "engagement")


def write_events(document: Word, brief: Brief) -> None:
    """Recent events with their words."""
    document.add_heading(_("Recent events"), 1)
    if not brief.events:
        text = _(
            "No report on the desk tells of events with them in this period. That is no proof that there were none."
        )
        say_softly(document, text)
    _lines(document, brief.events, with_words=True)
    say_if_cut(document, brief, "event")


def _lines(
    document: Word, lines: Iterable[Line], *, with_words: bool = False, is_agreed: bool = False
) -> None:
    for told in lines:
        line = bullet(document)
        line.add_run(f"{told.date or '–'}  ").bold = True
        line.add_run(told.title)
        noted(line, told.notes)
        quad = wording.quad(told.quad) if told.quad and not is_agreed else ""
        more = [quad, told.status, told.grade, accepted(told.is_accepted)]
        if told.more:
            text = ngettext("and %(n)s more text", "and %(n)s more texts", told.more)
            more.append(text % {"n": told.more})
        if any(more):
            say(line, f" ({' · '.join(filter(None, more))})", "Soft")
        if with_words and told.words:
            break_line(line, 1)
            say(line, f"“{told.words}”", "Soft")
