"""The page of a run: as text, and in Chromium."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.cli.page.build import page
from sarez.cli.page.marks import Span, stretches
from sarez.cli.page.view import sheet

STATES = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}
LABELS = {"border": "Borders"}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


def written(*results):
    return "".join(page(results, title="Test", states=STATES, issue_labels=LABELS))


class Outline(HTMLParser):
    """Identifiers, links and addresses of a page, and its balance of tags."""

    VOID = frozenset({"meta", "link", "input", "path", "br"})

    def __init__(self, text):
        super().__init__()
        self.ids, self.hrefs, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        self.ids += [facts["id"]] if "id" in facts else []
        self.hrefs += [facts[key] for key in ("href", "src") if key in facts]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


spans = st.lists(
    st.builds(Span, st.integers(0, 60), st.integers(0, 60), st.sampled_from(["e1", "e2", "g1", "p1"])),
    max_size=12,
)


@given(st.integers(0, 30), st.integers(0, 30), spans)
def test_stretches_cover_the_text_once_and_name_all_that_rests_there(start, length, found):
    cut = list(stretches(start, start + length, found))
    places = [n for stretch in cut for n in range(stretch.start, stretch.end)]
    assert places == list(range(start, start + length))
    for stretch in cut:
        for n in range(stretch.start, stretch.end):
            assert set(stretch.records) == {s.record for s in found if s.start <= n < s.end}


def test_of_nested_evidence_the_narrowest_comes_first():
    cut = list(stretches(0, 10, [Span(0, 10, "sentence"), Span(2, 4, "name"), Span(3, 9, "clause")]))
    assert [(s.start, s.end, s.records) for s in cut] == [
        (0, 2, ("sentence",)),
        (2, 3, ("name", "sentence")),
        (3, 4, ("name", "clause", "sentence")),
        (4, 9, ("clause", "sentence")),
        (9, 10, ("sentence",)),
    ]


def test_every_link_leads_somewhere_and_tags_are_balanced(made, silent):
    outline = Outline(written(made, silent))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    for href in outline.hrefs:
        assert href == "data:," or href[1:] in outline.ids, href


def test_nothing_is_fetched_and_no_script_but_its_own_may_run(made):
    text = written(made)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//|@import|url\(""", text)
    assert "default-src 'none'" in text
    assert "unsafe-eval" not in text and "script-src 'unsafe-inline'" not in text


def test_what_a_report_holds_is_shown_and_never_obeyed(made):
    report, reading = made
    text = written((report, replace(reading, title="<script>alert(1)</script>")))
    assert "<script>alert" not in text
    assert "Talks &lt;in Batken&gt; &amp; Isfara" in text
    assert "&lt;b&gt;Agency&lt;/b&gt;" in text
    assert "javascript:" not in text


def test_the_whole_text_is_on_the_page(made):
    report, reading = made
    shown = sheet(1, report, reading, STATES)
    pieces = "".join(piece.text for paragraph in shown.paragraphs for piece in paragraph.pieces)
    assert pieces == report.text.replace("\n", "")


def test_boilerplate_and_foreign_passages_say_why_they_are_not_read(made):
    shown = sheet(1, *made, STATES)
    assert [paragraph.dim for paragraph in shown.paragraphs] == ["menu", "", "", "not read: ru"]


def test_each_card_says_quad_class_status_losses_and_likelihood_in_words(made):
    text = written(made)
    for words in (
        "verbal cooperation", "material conflict", ">denied<", ">planned<", "3 killed", "very likely", "even chance",
        "Thursday before 30 April 2021", "no date stated",
    ):  # fmt: skip
        assert words in text, words


def test_an_empty_reading_says_so(silent):
    text = written(silent)
    for words in ("No event.", "No engagement.", "No commitment.", "No one is named."):
        assert words in text


def test_a_run_without_reports_is_a_page_too():
    assert "0 reports" in written()


@pytest.fixture(scope="module")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, made, silent, tmp_path):
    """Open the page with three reports in a window of a size; faults in the console fail the test."""
    path = tmp_path / "page.html"
    other = (made[0], replace(made[1], title="Kazakh power for Toktogul", people=(), engagements=()))
    path.write_text(written(made, silent, other), "utf-8")
    contexts, faults = [], []

    def open_(fragment="", width=1400, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else faults.append(r.url))
        tab.goto(f"{path.as_uri()}{fragment}")
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.browser
def test_a_record_lights_up_its_words_and_the_words_their_record(opened):
    tab = opened("#r1")
    tab.click("#r1e2 .pick")
    assert "".join(tab.locator(".m.on").all_inner_texts()) == "Shots killed 3 people at Kok-Tash."
    assert tab.locator(".card.on").get_attribute("id") == "r1e2"
    tab.click("text=agreed on Thursday")
    assert tab.locator(".card.on").get_attribute("id") == "r1e1"
    tab.click("text=agreed on Thursday")
    assert tab.locator(".card.on").get_attribute("id") == "r1c1"
    tab.keyboard.press("Escape")
    assert tab.locator(".on").count() == 0


@pytest.mark.browser
def test_a_name_inside_a_sentence_leads_to_the_person_first(opened):
    tab = opened("#r1")
    tab.click(".m:text-is('Ruslan Kazakbaev')")
    assert tab.locator(".card.on").get_attribute("id") == "r1p1"


@pytest.mark.browser
def test_it_is_used_by_keyboard_alone(opened):
    tab = opened()
    assert tab.locator("#overview").is_visible()
    tab.keyboard.press("j")
    tab.locator("#r1").wait_for()
    tab.locator("#r1e2 .pick").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#r1e2.on").count() == 1
    tab.keyboard.press("j")
    tab.locator("#r2").wait_for()
    assert not tab.locator("#r1").is_visible()
    tab.keyboard.press("/")
    tab.keyboard.type("toktogul")
    tab.wait_for_selector("#clear:not([hidden])")
    assert tab.locator(".reports li:visible").all_inner_texts()[0].startswith("Kazakh power for Toktogul")


@pytest.mark.browser
def test_the_list_is_narrowed_by_country_type_and_issue(opened):
    tab = opened()
    tab.select_option("#country", label="Tajikistan")
    tab.wait_for_selector("#clear:not([hidden])")
    assert tab.inner_text("#count") == "2 of 3 reports"
    tab.select_option("#type", "negotiation")
    tab.locator("#count", has_text="1 of 3 reports").wait_for()
    tab.fill("#q", "nowhere")
    tab.locator("#none").wait_for()
    tab.click("#clear2")
    tab.locator("#count", has_text="3 reports").wait_for()


@pytest.mark.browser
def test_why_a_date_was_read_so_shows_on_focus(opened):
    tab = opened("#r1")
    tip = tab.locator("#r1e1 .tip")
    assert not tip.is_visible()
    tab.locator("#r1e1 .why").focus()
    assert tip.is_visible()
    assert tip.inner_text() == "Thursday before 30 April 2021"


@pytest.mark.browser
def test_without_a_script_everything_is_there(opened):
    tab = opened(java_script_enabled=False)
    for name in ("#overview", "#r1", "#r2", "#r3"):
        assert tab.locator(name).is_visible()
    assert not tab.locator("#filter").is_visible()
    tab.click("#r1e2 .pick")
    assert re.search(r"#r1t\d+$", tab.url)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_nothing_runs_over_the_edge(opened, width):
    for fragment in ("", "#overview", "#r1"):
        tab = opened(fragment, width=width)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_on_a_phone_the_list_comes_first_and_a_report_leads_back(opened):
    tab = opened(width=390, height=844)
    assert tab.locator("#list").is_visible() and not tab.locator("#r1").is_visible()
    tab.click(".reports li:first-child a")
    tab.locator("#r1").wait_for()
    assert not tab.locator("#list").is_visible()
    tab.click("#r1 .back a")
    tab.locator("#list").wait_for()


@pytest.mark.browser
def test_print_shows_the_open_report_alone(opened):
    tab = opened("#r1e1")
    tab.emulate_media(media="print")
    assert tab.locator("#r1").is_visible()
    assert not tab.locator("#list").is_visible() and not tab.locator("#r2").is_visible()
    assert len(tab.pdf(format="A4")) > 1000


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened, scheme):
    """Contrast of at least 4.5 (WCAG 2.2, AA) for text, marked words, labels and counts."""
    tab = opened("#r1e1", color_scheme=scheme)
    script = """([selector]) => {
      const e = document.querySelector(selector), parse = (c) => c.match(/[\\d.]+/g).map(Number);
      let ground = e, rgb;
      do { rgb = parse(getComputedStyle(ground).backgroundColor); ground = ground.parentElement; }
      while (rgb[3] === 0 && ground);
      const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const [a, b] = [light(parse(getComputedStyle(e).color)), light(rgb)].sort((x, y) => y - x);
      return (a + .05) / (b + .05);
    }"""
    for selector in (
        "#r1 .text .body", "#r1 .m.on", "#r1 .m:not(.on)", "#r1e1 .facts", "#r1e1 .sure", "#r1e2 .tag", "#r1e2 .losses",
        "#r1 .meta", "#r1 .dim", ".dot.verbal-cooperation", ".dot.material-conflict", ".reports .d",
    ):  # fmt: skip
        assert tab.evaluate(script, [selector]) >= 4.5, selector
