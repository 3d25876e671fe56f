"""A brief as Word: opened again it holds what the brief holds, in parts that are in the schema's order."""

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from tests.desk.making import NOW

from sarez.briefs.word import write_word
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Finding

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
ORDER = {
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u effect bdr shd vertAlign lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
}
"""In which order the schema has what these elements hold."""


@pytest.fixture
def written(told, brief, desk):
    """The brief on Kyrgyzstan as a Word file: the brief, the document and the package."""

    def made(**asked):
        found = brief(**asked)
        stream = io.BytesIO()
        write_word(found, stream)
        return found, Document(stream), zipfile.ZipFile(stream)

    return made


def text_of(document):
    body = "\n".join(p.text for p in document.paragraphs)
    cells = "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    return f"{body}\n{cells}"


def frame_of(document):
    section = document.sections[0]
    return [" ".join(p.text for p in part.paragraphs) for part in (section.header, section.footer)]


def test_it_holds_what_the_brief_holds(written, told, desk):
    row = Finding(
        entry=told.overdue.entry, outcome="broken", on=date(2024, 5, 1), why="They stand still.", marking=1
    )
    begin(row, desk.user(clearance=4), at=NOW)
    found, document, _ = written()
    text = text_of(document)
    for undertaking in found.undertakings:
        assert undertaking.text in text
        assert undertaking.state_label in text
    assert "2024-05-01: broken They stand still." in text
    for line in (*found.agreements, *found.past, *found.coming, *found.events):
        assert line.title in text
    for question in found.questions:
        assert question.text in text
    for note in found.notes:
        assert (
            f"{note.number}\t{note.title}. {note.source}, {note.published}. {note.grade}. TLP:CLEAR" in text
        )
    assert "Sadyr Japarov" in text


def test_it_has_real_headings_and_tables_whose_heads_repeat(written):
    _, document, _ = written()
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == [
        "Who they are", "What was agreed, and what became of it", "Open and overdue", "Engagements", "Recent events",
        "Where reports differ", "Open questions", "Sources",
    ]  # fmt: skip
    assert document.paragraphs[0].style.name == "Title"
    assert len(document.tables) == 3
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        widths = [cell.width for cell in table.rows[1].cells]
        assert None not in widths
        assert sum(widths) <= 17.1 * 360_000


def test_the_marking_stands_on_every_page_with_page_day_and_maker(written, told, desk):
    desk.claim(
        desk.report(marking=3),
        "commitment",
        {"parties": ["KGZ"], "text": "pay", "due": None, "modality": "agreed"},
    )
    found, document, package = written()
    head, foot = frame_of(document)
    assert found.marking == 3
    assert head.strip() == "TLP:AMBER+STRICT"
    assert "TLP:AMBER+STRICT" in foot
    assert "as known on 2024-06-15" in foot
    assert "Made 2024-06-15 09:30 UTC by ana" in foot
    fields = package.read("word/footer1.xml").decode()
    assert [f.strip() for f in re.findall(r"<w:instrText[^>]*>([^<]+)", fields)] == ["PAGE", "NUMPAGES"]
    assert not document.sections[0].different_first_page_header_footer
    assert len(document.sections) == 1


def test_every_number_of_a_source_leads_to_its_line(written):
    found, document, _ = written()
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert marks == [f"source_{n.number}" for n in found.notes]
    assert anchors
    assert anchors <= set(marks)


@pytest.mark.parametrize(
    ("language", "locale", "word"), [("en", "en-GB", "Sources"), ("ru", "ru-RU", "Источники")]
)
def test_it_is_spelt_in_its_language(written, language, locale, word):
    _, document, package = written(language=language)
    assert document.core_properties.language == locale
    styles = package.read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', styles)) == {locale}
    assert word in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_word_opens_it_without_repair(written):
    """Each part is well-formed and named, each relation leads somewhere, and what is ordered stands in order."""
    _, _, package = written()
    assert package.testzip() is None
    names = set(package.namelist())
    types = package.read("[Content_Types].xml").decode()
    for name in names:
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(package.read(name))
            if name.startswith("word/") and name.split("/")[1][:6] in ("docume", "header", "footer"):
                assert f'PartName="/{name}"' in types
                in_order(root)
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in root:
                if relation.get("TargetMode") != "External":
                    target = relation.get("Target")
                    path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                    assert re.sub(r"[^/]+/\.\./", "", path) in names, (name, path)


def in_order(root):
    """Whether the properties in a part stand as the schema has them, and ids of bookmarks are theirs alone."""
    for tag, order in ORDER.items():
        places = {name: n for n, name in enumerate(order.split())}
        for element in root.iter(qn(f"w:{tag}")):
            held = [etree.QName(child).localname for child in element]
            assert set(held) <= set(places), (tag, held)
            assert held == sorted(held, key=places.__getitem__), (tag, held)
    ids = [mark.get(qn("w:id")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    assert all(
        not len(p) or etree.QName(p[0]).localname == "pPr" or p.find(qn("w:pPr")) is None
        for p in root.iter(qn("w:p"))
    )


def test_its_properties_tell_no_more_than_it(written):
    _found, document, package = written()
    told = document.core_properties
    assert (told.author, told.title, told.keywords) == ("ana", "Brief: Kyrgyzstan", "TLP:CLEAR")
    assert "python-docx" not in package.read("docProps/core.xml").decode()


def test_a_title_with_marks_of_a_machine_does_not_break_it(written, told, desk):
    report = desk.report(
        "Clash <b>&amp;\x0b\x00 again".replace("\x00", ""), title="A & B <c>\x0c", published="2024-05-29"
    )
    desk.claim(report, values=desk.event(place="Ak\x0bSai", date="2024-05-28"))
    _found, document, _ = written()
    assert "A & B <c>" in text_of(document)


def test_nothing_of_the_template_goes_out_with_it(written):
    _, _, package = written()
    assert not [name for name in package.namelist() if "thumbnail" in name or "WithEffects" in name]
