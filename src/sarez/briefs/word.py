"""A brief as a Word file: real headings, tables whose heads repeat, the marking on every page, numbered sources with links."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from sarez.briefs.brief import Brief, Line, OfficeHeld, Undertaking
from sarez.briefs.word_parts import (
    WIDTH,
    banner,
    bookmark,
    bullet,
    dress,
    field,
    noted,
    outside,
    printable,
    row,
    say,
    small_styles,
    table,
)
from sarez.briefs.wording import accepted, disclaimer, glance
from sarez.desk.accounts import markings
from sarez.desk.dialogue.commitments.standing import OVERDUE
from sarez.desk.dialogue.models.commitments import BROKEN
from sarez.desk.events import wording


def write_word(brief: Brief, stream: BinaryIO) -> None:
    """Write a brief as .docx, in its own language."""
    brief = printable(brief)
    with override(brief.language):
        document = Document()
        dress(document, brief.language)
        small_styles(document)
        _properties(document, brief)
        _frame(document, brief)
        _head(document, brief)
        for write in (_who, _agreed, _open, _engagements, _events, _rivals, _questions, _sources):
            write(document, brief)
        document.save(stream)


def _properties(document: Word, brief: Brief) -> None:
    told = document.core_properties
    told.title = f"{_('Brief')}: {brief.name}"
    told.author = told.last_modified_by = brief.by or "Sarez"
    told.subject = told.category = ""
    told.keywords = markings.name_of(brief.marking)
    told.comments = ""
    told.created = told.modified = brief.made.replace(tzinfo=None)


def _frame(document: Word, brief: Brief) -> None:
    """The marking above and below every page; below also the page, the day as of, who made it and when."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    banner(head, markings.name_of(brief.marking), brief.marking)
    foot = section.footer.paragraphs[0]
    stops = foot.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    say(foot, _("%(name)s · as known on %(on)s") % {"name": brief.name, "on": brief.on.isoformat()}, "Soft")
    made = {"at": f"{brief.made:%Y-%m-%d %H:%M} UTC", "by": brief.by}
    say(foot, "\t", "Soft")
    page, _x, of = _("Page %(page)s of %(all)s").partition("%(page)s")
    say(foot, page, "Soft")
    field(foot, "PAGE")
    between, _x, end = of.partition("%(all)s")
    say(foot, between, "Soft")
    field(foot, "NUMPAGES")
    say(foot, end, "Soft")
    last = section.footer.add_paragraph()
    say(last, _("Made %(at)s by %(by)s") % made, "Soft")
    last.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    last.add_run("\t")
    banner(last, markings.name_of(brief.marking), brief.marking)


def _head(document: Word, brief: Brief) -> None:
    document.add_paragraph(brief.name, "Title")
    told = [_("Brief")]
    if brief.counterpart:
        told.append(_("with %(other)s as counterpart") % {"other": brief.counterpart.name})
    days = {"on": brief.on.isoformat(), "since": brief.since.isoformat()}
    told.append(_("as known on %(on)s, looking back to %(since)s") % days)
    document.add_paragraph(" · ".join(told), "Subtitle")
    if figures := glance(brief):
        document.add_paragraph(" · ".join(f"{n} {label}" for n, label in figures))


def _who(document: Word, brief: Brief) -> None:
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
        _soft(document, _("No office or position is on record."))
    if brief.subjects[0].acts_for:
        _soft(document, _("Commitments, agreements and events are those of the party they act for."))


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
        _break(holder, n)
        _break(since, n)
        holder.add_run(term.holder).bold = True
        if term.note:
            say(holder, f" ({term.note})", "Soft")
        since.add_run(term.since or "–")
    if not held.now:
        say(holder, _("not known"), "Soft")
    for n, term in enumerate(held.before):
        _break(before, n)
        say(before, f"{term.holder}, {term.since or '?'} – {term.until or '?'}", "Soft")


def _agreed(document: Word, brief: Brief) -> None:
    document.add_heading(_("What was agreed, and what became of it"), 1)
    if brief.undertakings:
        heads = (_("Told"), _("Who undertakes what"), _("Due"), _("What became of it"))
        made = table(document, heads, (2.1, 7.8, 2.1, 5.0))
        for told in brief.undertakings:
            _undertaking(row(made), told)
        _cut(document, brief, "commitment")
    else:
        _soft(document, _("No commitment is on record for this period."))
    document.add_heading(_("Agreements"), 2)
    if not brief.agreements:
        _soft(document, _("No agreement is on record for this period."))
    _lines(document, brief.agreements, with_words=True, is_agreed=True)
    _cut(document, brief, "agreement")


def _undertaking(cells: list[Paragraph], told: Undertaking) -> None:
    day, what, due, became = cells
    day.add_run(told.told or "–")
    what.add_run(told.text)
    noted(what, told.line.notes)
    _break(what, 1)
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
        _break(cell, 1)
        whose = (
            f" ({', '.join(filter(None, (found.party, found.period)))})"
            if found.party or found.period
            else ""
        )
        say(cell, f"{found.on.isoformat()}: {found.label}{whose} {found.why}".strip(), "Soft")
        noted(cell, found.notes)
    for later in told.later:
        _break(cell, 1)
        say(cell, later.reads_like, "Soft")
        noted(cell, later.notes)
    if told.successor:
        _break(cell, 1)
        say(cell, f"{_('another has taken its place:')} {told.successor}", "Soft")
    if told.waiting:
        _break(cell, 1)
        text = ngettext(
            "%(n)s later report may bear on it, nobody has decided",
            "%(n)s later reports may bear on it, nobody has decided",
            told.waiting,
        )
        say(cell, text % {"n": told.waiting}, "Soft")


def _state(told: Undertaking) -> str:
    """Its state, and what was found of the whole."""
    return ": ".join(filter(None, (told.state_label, told.became_label)))


def _open(document: Word, brief: Brief) -> None:
    document.add_heading(_("Open and overdue"), 1)
    if not brief.open:
        _soft(document, _("No open commitment is on record."))
    for told in brief.open:
        line = bullet(document)
        say(line, _state(told), "Grave" if told.state == OVERDUE else "Soft")
        line.add_run(f" {told.due}: " if told.due else ": ")
        line.add_run(told.text)
        noted(line, told.line.notes)
        more = [told.parties, _("followed by %(who)s") % {"who": told.owner} if told.owner else ""]
        say(line, f" ({' · '.join(filter(None, more))})", "Soft")
        for step in told.steps:
            _break(line, 1)
            due = f", {step.due.isoformat()}" if step.due else ""
            say(line, f"{_('Next step:')} {step.text} ({step.owner}{due})", "Soft")


def _engagements(document: Word, brief: Brief) -> None:
    document.add_heading(_("Engagements"), 1)
    document.add_heading(_("To come"), 2)
    if not brief.coming:
        _soft(document, _("None is on record."))
    _lines(document, brief.coming)
    document.add_heading(_("Past"), 2)
    if not brief.past:
        _soft(document, _("None is on record for this period."))
    _lines(document, brief.past)
    _cut(document, brief, "engagement")


def _events(document: Word, brief: Brief) -> None:
    document.add_heading(_("Recent events"), 1)
    if not brief.events:
        text = _(
            "No report on the desk tells of events with them in this period. That is no proof that there were none."
        )
        _soft(document, text)
    _lines(document, brief.events, with_words=True)
    _cut(document, brief, "event")


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
            _break(line, 1)
            say(line, f"“{told.words}”", "Soft")


def _rivals(document: Word, brief: Brief) -> None:
    document.add_heading(_("Where reports differ"), 1)
    if not brief.rivals:
        _soft(document, _("The reports that tell of the same things give the same figures."))
        return
    made = table(document, (_("What"), _("Field"), _("Who says what")), (8.2, 2.6, 6.2))
    for rival in brief.rivals:
        what, name, figures = row(made)
        what.add_run(rival.title)
        say(what, f" {rival.date}", "Soft")
        name.add_run(rival.field)
        for n, figure in enumerate(rival.figures):
            if n:
                figures.add_run(" · ")
            figures.add_run(figure.value).bold = figure.is_shown
            noted(figures, figure.notes)
    _soft(document, _("In bold: the value that the record shows."))


def _questions(document: Word, brief: Brief) -> None:
    document.add_heading(_("Open questions"), 1)
    if not brief.questions:
        _soft(document, _("The record raises none."))
    for question in brief.questions:
        line = bullet(document)
        line.add_run(question.text)
        noted(line, question.notes)


def _sources(document: Word, brief: Brief) -> None:
    document.add_heading(_("Sources"), 1)
    for note in brief.notes:
        line = document.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)
        line.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
        line.paragraph_format.space_after = Pt(2)
        bookmark(line, note.number)
        line.add_run(f"{note.number}\t")
        if note.address:
            outside(line, note.title, note.address)
        else:
            line.add_run(note.title)
        told = ", ".join(filter(None, (note.source, note.published)))
        say(line, f". {told}. {note.grade}. {markings.name_of(note.marking)}", "Soft")
    if not brief.notes:
        _soft(document, _("None."))
    _soft(document, disclaimer())


def _soft(document: Word, text: str) -> None:
    say(document.add_paragraph(), text, "Soft")


def _cut(document: Word, brief: Brief, name: str) -> None:
    if name in brief.cut:
        _soft(document, _("The latest are shown; the record holds more."))


def _break(paragraph: Paragraph, n: int) -> None:
    """A new line within a paragraph, but not before the first."""
    if n:
        paragraph.add_run().add_break()
