"""A brief as a Word file: real headings, tables whose heads repeat, the marking on every page, numbered sources with links."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from sarez.briefs.brief import Brief
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
    say_softly,
    small_styles,
    table,
)
from sarez.briefs.word_told import write_agreed, write_engagements, write_events, write_open
from sarez.briefs.word_who import write_who
from sarez.briefs.wording import disclaimer, glance
from sarez.desk.accounts import markings


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
        for write in (
            write_who,
            write_agreed,
            write_open,
            write_engagements,
            write_events,
            _rivals,
            _questions,
            _sources,
        ):
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


def _rivals(document: Word, brief: Brief) -> None:
    document.add_heading(_("Where reports differ"), 1)
    if not brief.rivals:
        say_softly(document, _("The reports that tell of the same things give the same figures."))
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
    say_softly(document, _("In bold: the value that the record shows."))


def _questions(document: Word, brief: Brief) -> None:
    document.add_heading(_("Open questions"), 1)
    if not brief.questions:
        say_softly(document, _("The record raises none."))
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
        say_softly(document, _("None."))
    say_softly(document, disclaimer())
