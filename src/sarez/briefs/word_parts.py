"""The parts of a Word file that python-docx has no words for: fields, links, shading, language. Each in the schema's order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sarez.briefs.brief import Brief

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SERIF, SANS = "Cambria", "Calibri"
INK, SOFT, ACCENT, LINE, SIDE = "1D2530", "5B6572", "17577A", "DEDAD0", "F3F1EB"
LOCALES = {"en": "en-GB", "ru": "ru-RU"}
TLP = {0: "FFFFFF", 1: "33FF00", 2: "FFC000", 3: "FFC000", 4: "FF2B2B"}
"""The colours of TLP 2.0, on black."""
TABLES = ("Normal Table", "Table Grid")
WIDTH = 17.0
"""Centimetres between the margins of an A4 page."""


def printable(value: Any) -> Any:
    """A brief, or what it holds, without the control characters that XML cannot carry: a form feed of a PDF, say."""
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, tuple):
        return tuple(printable(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: printable(getattr(value, f.name)) for f in fields(value)})
    return value


def dress(document: Document, language: str) -> None:
    """Page, fonts, headings and language of the whole file."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    _speak(document, LOCALES[language])
    _modern(document)
    _style(document, "Normal", SANS, 10, INK, after=4, line=1.08)
    _style(document, "Title", SERIF, 22, INK, after=2)
    _style(document, "Heading 1", SERIF, 14, ACCENT, before=14, after=4)
    _style(document, "Heading 2", SERIF, 11.5, INK, before=8, after=3)
    _style(document, "Subtitle", SANS, 10, SOFT, after=6)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    for name, tag in (
        ("Title", "w:pBdr"),
        ("Title", "w:contextualSpacing"),
        ("List Bullet", "w:contextualSpacing"),
    ):
        _without(document.styles[name].element.get_or_add_pPr(), tag)
    for style in [s for s in document.styles if s.type == WD_STYLE_TYPE.TABLE and s.name not in TABLES]:
        style.delete()
    _without_parts(document, "/stylesWithEffects")
    _without_parts(document.part.package, "/thumbnail")


def _without(element: Any, tag: str) -> None:
    if (found := element.find(qn(tag))) is not None:
        element.remove(found)


def _without_parts(of: Any, kind: str) -> None:
    """Leave out what the template brings and a brief has no use for: the picture of another file, say."""
    rels = of.part.rels if hasattr(of, "part") else of.rels
    for key in [key for key, relation in rels.items() if relation.reltype.endswith(kind)]:
        del rels[key]


def _style(
    document: Document, name: str, font: str, size: float, colour: str, *, before: float = 0, after: float = 0,
    line: float | None = None,
) -> None:  # fmt: skip
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name_of in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name_of}"), None)
    for name_of in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name_of}"), font)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.italic = False
    _without(style.element, "w:link")
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line


def _speak(document: Document, locale: str) -> None:
    """Set the language in which the file is spelt, so that a word processor checks it in that."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), locale)
    normal = document.styles["Normal"].element.get_or_add_rPr()
    if normal.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), locale)
        normal.append(lang)
    settings = document.settings.element
    if (theme := settings.find(qn("w:themeFontLang"))) is not None:
        theme.set(qn("w:val"), locale)
    document.core_properties.language = locale


def _modern(document: Document) -> None:
    """Not in compatibility mode."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    zoom = document.settings.element.find(qn("w:zoom"))
    if zoom is not None:
        zoom.set(qn("w:percent"), "100")


def small_styles(document: Document) -> None:
    """The character styles of a brief: soft words, a marking, the number of a source."""
    for name, size, colour in (("Soft", 9, SOFT), ("Grave", 9.5, "C4491C"), ("Noted", 8, ACCENT)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(style, CharacterStyle)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        style.font.bold = True if name == "Grave" else None
        style.font.superscript = True if name == "Noted" else None


def say(paragraph: Paragraph, text: str, style: str = "") -> Run:
    """Words at the end of a paragraph, in a character style by its id: looking styles up by name took most of the time."""
    run = paragraph.add_run(text)
    if style:
        run._r.style = style
    return run


def bullet(document: Document) -> Paragraph:
    """A new line of a list."""
    made = document.add_paragraph()
    made._p.style = "ListBullet"
    return made


def banner(paragraph: Paragraph, name: str, order: int) -> None:
    """A marking as TLP 2.0 shows it: its colour on black."""
    run = paragraph.add_run(f" {name} ")
    run.bold, run.font.size = True, Pt(9)
    run.font.color.rgb = RGBColor.from_string(TLP[order])
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
        shade.set(qn(f"w:{key}"), value)
    run._r.get_or_add_rPr().append(shade)  # after color and sz, as the schema has it


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    for kind, text in (("begin", ""), ("", f" {instruction} "), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = text
            run._r.append(told)


def noted(paragraph: Paragraph, numbers: Iterable[int]) -> None:
    """The numbers of sources, each a link to its line in the list at the end."""
    for n, number in enumerate(numbers):
        if n:
            say(paragraph, " ", "Noted")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"source_{number}")
        link.set(qn("w:history"), "1")
        run = say(paragraph, str(number), "Noted")
        link.append(run._r)
        paragraph._p.append(link)


def bookmark(paragraph: Paragraph, number: int) -> None:
    """The place to which the number of a source leads."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"source_{number}")
        paragraph._p.append(mark)


def outside(paragraph: Paragraph, text: str, address: str) -> None:
    """A link to an address outside."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor.from_string(ACCENT)
    link.append(run._r)
    paragraph._p.append(link)


def table(document: Document, heads: Iterable[str], widths: Iterable[float]) -> Table:
    """A table with thin lines whose head is repeated on each page; widths in centimetres."""
    names, columns = list(heads), list(widths)
    made = document.add_table(rows=1, cols=len(names))
    made.style, made.autofit = "Table Grid", False
    _thin(made)
    for column, width in zip(made.columns, columns, strict=True):
        column.width = Cm(width)
    head = made.rows[0]
    for cell, name, width in zip(head.cells, names, columns, strict=True):
        cell.width = Cm(width)
        _shade(cell, SIDE)
        run = cell.paragraphs[0].add_run(name)
        run.bold, run.font.size = True, Pt(8.5)
        run.font.color.rgb = RGBColor.from_string(SOFT)
    _flag(head, "w:cantSplit")
    _flag(head, "w:tblHeader")
    return made


def row(of: Table) -> list[Paragraph]:
    """A new row that is not broken over pages: the first paragraph of each of its cells."""
    made = of.add_row()
    _flag(made, "w:cantSplit")
    for cell, column in zip(made.cells, of.columns, strict=True):
        cell.width = column.width
    found = [cell.paragraphs[0] for cell in made.cells]
    for paragraph in found:
        paragraph.paragraph_format.space_after = Pt(1)
    return found


def _thin(of: Table) -> None:
    """Thin lines between rows alone, and some air in the cells."""
    properties: Any = of._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_kept = side in ("top", "bottom", "insideH")
        told = (("val", "single" if is_kept else "nil"), ("sz", "4"), ("space", "0"), ("color", LINE))
        for key, value in told:
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    before = next((properties.find(qn(tag)) for tag in ("w:tblLayout", "w:tblCellMar", "w:tblLook")
                   if properties.find(qn(tag)) is not None), None)  # fmt: skip
    if before is None:
        properties.append(borders)
    else:
        before.addprevious(borders)


def _shade(cell: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _flag(of: _Row, tag: str) -> None:
    of._tr.get_or_add_trPr().append(OxmlElement(tag))


def say_softly(document: Document, text: str) -> None:
    """A paragraph that says what is not there."""
    say(document.add_paragraph(), text, "Soft")


def say_if_cut(document: Document, brief: Brief, name: str) -> None:
    """Say that a list goes on, where it does."""
    if name in brief.cut:
        say_softly(document, _("The latest are shown; the record holds more."))


def break_line(paragraph: Paragraph, n: int) -> None:
    """A new line within a paragraph, but not before the first."""
    if n:
        paragraph.add_run().add_break()
