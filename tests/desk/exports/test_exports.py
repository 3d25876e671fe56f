"""What leaves the desk, in every format: through the marking gate, said and logged."""

import csv
import io
import json
import warnings

import pytest
from tests.desk.warnings.conftest import Makers

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.events.listing import Filter
from sarez.desk.exports.service import FORMATS, KINDS, ExportError, write
from sarez.desk.exports.tables import guarded
from sarez.desk.reports.listing import ReportFilter

pytestmark = pytest.mark.django_db
RED_WORD = "Zarathustria"


def taken(desk, kind, format, clearance=4, marking=1, asked=None, as_of=None):
    stream = io.BytesIO()
    manifest = write(kind, format, desk.viewer(clearance, as_of), "ana", stream, asked, marking=marking)
    return manifest, stream.getvalue()


@pytest.fixture
def record(desk):
    """An open event, one told openly and in RED, and one in RED alone."""
    desk.claim(desk.report("Open."), values=desk.event(place="Vorukh", where={"lat": 39.8, "lon": 70.5}))
    both = desk.claim(
        desk.report("Open too."), values=desk.event(date="2024-03-01", place="Batken", killed=3)
    )
    desk.claim(
        desk.report(
            f"{RED_WORD} says nine.", title=RED_WORD, marking=4, source=desk.source(f"{RED_WORD} post")
        ),
        values=desk.event(date="2024-03-01", place="Batken", killed=9),
        entry=both.entry,
    )
    alone = desk.report(f"{RED_WORD} alone.", title=f"{RED_WORD} alone", marking=4)
    desk.claim(alone, values=desk.event(place=RED_WORD, date="2023-01-01"))
    for kind, values in (
        ("person", {"name": RED_WORD, "position": "envoy"}),
        ("engagement", {"kind": "meeting", "participants": ["KGZ", "TJK"], "place": RED_WORD}),
        ("commitment", {"parties": ["KGZ"], "text": f"open {RED_WORD}"}),
    ):
        desk.claim(alone, kind, values)
    Makers(desk).warning(marking=4, rationale=RED_WORD)


def text_of(format, data):
    if format != "xlsx":
        return data.decode("utf-8-sig")
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data))
    return "\n".join(str(row) for sheet in book for row in sheet.values)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_red_goes_out_at_green(desk, record, kind, format):
    try:
        manifest, data = taken(desk, kind, format)
    except ExportError:
        assert format == "geojson" or (kind, format) == ("warning", "ftm")
        return
    told = text_of(format, data)
    assert RED_WORD not in told
    assert "TLP:GREEN" in told and "endorsement" in told
    assert manifest.counts.left_out > 0


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_see_red_is_told_of_nothing_left_out(desk, record, kind):
    counts = taken(desk, kind, "jsonl", clearance=1)[0].counts
    assert (counts.left_out, counts.told_in_part) == (0, 0)


def test_an_entry_told_openly_and_in_red_goes_out_as_the_open_report_tells_it(desk, record):
    manifest, data = taken(desk, "event", "jsonl")
    _, *events = [json.loads(line) for line in data.splitlines()]
    assert (manifest.counts.records, manifest.counts.left_out, manifest.counts.told_in_part) == (2, 1, 1)
    assert {e["values"]["killed"]["value"] for e in events if "killed" in e["values"]} == {3}
    assert sorted(len(e["claims"]) for e in events) == [1, 1]
    assert taken(desk, "event", "jsonl", marking=4)[0].counts.left_out == 0


def test_one_lets_out_no_more_than_one_may_see(desk):
    with pytest.raises(ExportError, match="lower marking"):
        taken(desk, "event", "csv", clearance=1, marking=2)


def test_the_filter_and_the_day_hold_and_are_told(desk, record):
    manifest, data = taken(desk, "event", "csv", asked=Filter(place="Vorukh"))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    said = {row[0]: row[1] for row in rows if row[0].startswith("# ")}
    assert (manifest.counts.records, said["# Filter"], said["# Marking"]) == (1, "place=Vorukh", "TLP:GREEN")
    header = next(row for row in rows if row[0] == "id")
    told = dict(zip(header, rows[-1], strict=True))
    assert (told["place"], told["actor"], told["lat"], told["sentence"]) == ("Vorukh", "KGZ", "39.8", "Open.")
    assert "(F), 2024-05-31" in told["sources"]


def test_every_export_is_in_the_audit_without_its_content(desk, record):
    taken(desk, "event", "xlsx", asked=Filter(party="KGZ"))
    line = AuditEntry.objects.get(action="exported")
    details = json.loads(line.details)
    assert (line.who, line.target, details["format"], details["filter"]) == (
        "ana",
        "event",
        "xlsx",
        "party=KGZ",
    )
    assert (details["records"], details["left_out"], details["marking"]) == (2, 1, "TLP:GREEN")


def test_a_sealed_source_goes_out_by_its_label(desk):
    sealed = desk.source("Contact 7", is_sealed=True)
    report = desk.report("x", source=sealed, url="https://who.example/named")
    desk.claim(report)
    for kind in ("report", "event"):
        for format in ("csv", "jsonl", "ftm"):
            told = taken(desk, kind, format)[1].decode("utf-8-sig")
            assert "Contact 7" in told and "who.example" not in told


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_no_cell_starts_a_formula(desk, text):
    assert guarded(text).startswith("'")
    assert guarded(-1.5) == -1.5
    desk.report("x", title=text, published="2024-01-01")
    for format in ("csv", "xlsx"):
        assert "'" + text.strip() in text_of(format, taken(desk, "report", format)[1]).replace(
            "' =", "'="
        ).replace("'\\t", "'").replace("'\t", "'")


def test_what_a_workbook_cannot_hold_does_not_stop_it(desk):
    desk.report("x", title="bell\x07 and more")
    assert "bell  and more" in text_of("xlsx", taken(desk, "report", "xlsx")[1])


def test_geojson_is_one_collection_of_places(desk, record):
    told = json.loads(taken(desk, "event", "geojson")[1])
    assert (told["type"], told["export"]["marking"]) == ("FeatureCollection", "TLP:GREEN")
    points = [f["geometry"]["coordinates"] for f in told["features"] if f["geometry"]]
    assert points == [[70.5, 39.8]]
    assert json.loads(taken(desk, "event", "geojson", asked=Filter(place="Nowhere"))[1])["features"] == []


def test_followthemoney_entities_refer_only_to_what_is_there(desk, record):
    told = [json.loads(line) for line in taken(desk, "event", "ftm")[1].splitlines()]
    ids = [e["id"] for e in told]
    assert len(ids) == len(set(ids))
    assert {e["schema"] for e in told} == {"Note", "PublicBody", "Event", "Article", "Documentation"}
    referred = {
        v
        for e in told
        for name in ("involved", "organizer", "document", "entity")
        for v in e["properties"].get(name, ())
    }
    assert referred <= set(ids)
    assert next(e for e in told if e["id"] == "sarez-party-TJK")["properties"]["country"] == ["tj"]


def test_reports_are_filtered_too(desk):
    desk.report("x", published="2024-01-01")
    desk.report("y", published="2024-05-01")
    assert taken(desk, "report", "jsonl", asked=ReportFilter(since="2024-03-01"))[0].counts.records == 1


def test_many_records_are_fetched_a_chunk_at_a_time(desk, record, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        taken(desk, "event", "jsonl")


def test_the_page_counts_and_gives_the_file(client, desk, record):
    head = desk.user("head", 4)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/exports?kind=event&party=KGZ").content.decode()
    assert 'name="party" value="KGZ"' in page and "TLP:GREEN" in page and RED_WORD not in page
    answer = client.post("/exports/take", {"kind": "event", "format": "csv", "out": "1", "party": "KGZ"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "TLP-GREEN.csv" in answer["Content-Disposition"]
    assert "Vorukh" in told and RED_WORD not in told
    assert AuditEntry.objects.filter(action="exported", who=head.username).count() == 1


def test_a_reader_takes_nothing_out(client, desk):
    client.force_login(desk.user("reader", 1), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/exports").status_code == 403
    assert client.post("/exports/take", {"kind": "event"}).status_code == 403


def test_a_choice_above_ones_clearance_is_brought_down(client, desk):
    client.force_login(desk.user("analyst", 1), backend="django.contrib.auth.backends.ModelBackend")
    assert b"TLP:RED" not in client.get("/exports?out=4").content
    answer = client.post("/exports/take", {"kind": "event", "format": "jsonl", "out": "4"})
    first = b"".join(answer.streaming_content).splitlines()[0]
    assert json.loads(first)["export"]["marking"] == "TLP:GREEN"
