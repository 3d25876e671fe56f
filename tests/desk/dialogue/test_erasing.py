"""A person erased is in nothing that the desk keeps: no text, past row, file name or list; what cannot be cleaned is named."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import models as of
from tests.desk.dialogue.pledges import bearing, pledge
from tests.desk.making import NOW
from tests.intake.conftest import docx_bytes, pdf_bytes

from sarez.desk.accounts.erasure import erase, traces
from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.retention import tidy
from sarez.desk.dialogue import erasing
from sarez.desk.dialogue.engagements.documents import take
from sarez.desk.dialogue.evidence.lookouts import look_out, unpacked, watchwords_of
from sarez.desk.dialogue.keeping import begin, change, drop
from sarez.desk.dialogue.models import (
    Act,
    Arrangement,
    Attendance,
    Content,
    Document,
    Finding,
    Kept,
    Lookout,
    Role,
    Step,
    Watchword,
)  # fmt: skip
from sarez.desk.events.models import Claim, Entry
from sarez.desk.reports.models import Report

pytestmark = pytest.mark.django_db
NAME = "Kamol Ergashev"
WORDLESS = (
    of.AutoField, of.BooleanField, of.IntegerField, of.FloatField, of.DateField, of.TimeField, of.BinaryField, of.ForeignKey,
)  # fmt: skip
"""Fields that hold no words; the bytes of a document are named to the person who erases."""


@pytest.fixture
def person(desk):
    values = {
        "name": NAME,
        "position": "head",
        "organization": None,
        "country": "KGZ",
        "aliases": ["K. Ergashev"],
    }
    return desk.claim(desk.report("The head of the guard spoke."), "person", values).entry


@pytest.fixture
def gone(desk, person):
    """Erases the person; what was done."""
    return lambda: erase(Entry.objects.get(pk=person.pk), desk.user("head", 4), "asked")


def every_model():
    return [m for m in apps.get_models() if m._meta.app_label == "dialogue" or issubclass(m, Kept)]


def filled(model, text, desk):
    """A row of a model with a text wherever it takes one, put straight into its table."""
    values = {}
    for field in model._meta.concrete_fields:
        if field.auto_created or (field.primary_key and not isinstance(field, of.CharField)):
            continue
        values[field.attname] = _value(field, text, desk)
    model._base_manager.bulk_create([model(**values)])
    return values


def _value(field, text, desk):
    made_here = {"Entry": desk.claim, "Report": desk.report, "User": desk.user}
    if isinstance(field, of.ForeignKey):
        to = field.related_model
        if to is Content:
            return Content.objects.get_or_create(sha256=f"{1:064}", defaults={"data": b"plain words"})[0].pk
        made = made_here[to.__name__]()
        return getattr(made, "entry_id", made.pk)
    if isinstance(field, of.JSONField):
        return [text, {text: f"said {text} here"}, f"by {text}"]
    if isinstance(field, of.CharField | of.TextField):
        return text[: field.max_length]
    for kind, value in {
        of.DateTimeField: NOW, of.DateField: date(2024, 1, 1), of.TimeField: time(9), of.BooleanField: True,
        of.FloatField: 0.5, of.IntegerField: 1,
    }.items():  # fmt: skip
        if isinstance(field, kind):
            return value
    raise AssertionError(f"{field} is of a kind that this test does not know: see to it that erasing.py does")


@pytest.mark.parametrize("model", every_model(), ids=lambda m: m.__name__)
def test_every_field_is_either_wordless_or_reached(model):
    reached = {f.attname for f in erasing.text_fields(model)} if model in erasing.models() else set()
    for field in model._meta.concrete_fields:
        if model in erasing.DERIVED or field.primary_key:
            continue
        assert isinstance(field, WORDLESS) or field.attname in reached, f"{model.__name__}.{field.name}"


@pytest.mark.parametrize(
    "model",
    [m for m in every_model() if erasing.text_fields(m) and m not in erasing.DERIVED],
    ids=lambda m: m.__name__,
)
def test_no_text_of_any_model_keeps_the_name(desk, model):
    short = "Li Bo"  # fits the shortest fields, where the mark does not
    filled(model, short, desk)
    assert erasing.erase([short]) == 1
    [row] = model._base_manager.values()
    assert short not in str(row).replace("\\n", " ")
    too_short = {f.attname for f in erasing.text_fields(model) if (f.max_length or 99) < len(short)}
    kept = {f.attname for f in erasing.text_fields(model) if "[name" not in str(row[f.attname])}
    assert kept <= too_short
    for field in erasing.text_fields(model):
        assert len(str(row[field.attname])) <= (field.max_length or 10**6)


def test_past_rows_and_rows_above_a_clearance_lose_it_too(desk, gone):
    by = desk.user("head", 4)
    entry = pledge(desk).entry
    row = begin(Step(entry=entry, text=f"Call {NAME}", owner=by.username, marking=4), by, at=NOW)
    row = change(row, by, at=NOW + timedelta(days=1), text="Call the ministry")
    drop(begin(Attendance(entry=entry, person="KAMOL  ERGASHEV", note="for Kamol\nErgashev"), by), by)
    assert gone().kept == 2
    assert [s.text for s in Step.objects.order_by("pk")] == ["Call [name erased]", "Call the ministry"]
    assert Step.objects.seen_by(desk.viewer(as_of=NOW)).get().text == "Call [name erased]"
    came = Attendance.objects.get()
    assert (came.person, came.note) == ("[name erased]", "for [name erased]")


def test_others_of_the_same_surname_keep_theirs(desk, gone):
    by = desk.user("head", 4)
    begin(Attendance(entry=pledge(desk).entry, person="Umar Ergashev", note="not Kamol Ergasheva"), by)
    assert gone().kept == 0
    assert Attendance.objects.get().person == "Umar Ergashev"


def test_parties_are_told_alike_wherever_they_are_kept(desk, gone):
    by = desk.user("head", 4)
    begin(Act(measure="m", from_party=NAME, to_parties=["KGZ", NAME], subject="Why?"), by)
    begin(Arrangement(measure="m", title="Line", sides=[NAME, "TJK"]), by)
    gone()
    for row in (Act.objects.get(), Arrangement.objects.get()):
        parties = row.parties
        row.save()
        assert row.parties == parties and "Kamol" not in parties
    assert Arrangement.objects.get().sides == ["[name erased]", "TJK"]


def test_two_names_that_told_two_findings_apart_still_do(desk, gone):
    by, entry = desk.user("head", 4), pledge(desk).entry
    for party in (NAME, "K. Ergashev"):
        begin(Finding(entry=entry, party=party, outcome="kept", on=date(2024, 5, 1)), by)
    gone()
    assert set(Finding.objects.values_list("party", flat=True)) == {"[name erased]", "[name erased] 2"}


def test_the_names_people_sign_in_with_stay(desk, gone):
    by = desk.user("head", 4, name=NAME)
    begin(Step(entry=pledge(desk).entry, text="Call", owner=NAME), by)
    gone()
    assert (Step.objects.get().owner, Step.objects.get().by) == (NAME, NAME)


def test_what_bears_still_points_at_its_words(desk, gone):
    text = "Kamol Ergashev came. The crossing at Karamyk has reopened."
    start = text.index("The")
    row = bearing(desk, pledge(desk), desk.user("head", 4), text=text, start=start, end=len(text))
    gone()
    row.refresh_from_db()
    assert (
        Report.objects.get(pk=row.report_id).text[row.start : row.end]
        == "The crossing at Karamyk has reopened."
    )


def test_what_is_looked_out_for_has_neither_the_name_nor_the_mark(desk, gone):
    told = {
        "parties": ["KGZ"],
        "text": "let Kamol Ergashev reopen the crossing",
        "due": None,
        "modality": "agreed",
    }
    claim = desk.claim(
        desk.report("They let Kamol Ergashev reopen the crossing at Karamyk."), "commitment", told
    )
    look_out([claim.entry_id])
    before = str(Lookout.objects.get().promise)
    assert "kamol" in before and Watchword.objects.filter(stem__startswith="kamol").exists()
    gone()
    now = Lookout.objects.get()
    assert "ergashev" not in str(now.promise) and "eras" not in str(now.promise)
    stems = set(now.watchwords.values_list("stem", flat=True))
    assert stems == set(watchwords_of(unpacked(now.promise))) and not any(
        s.startswith("kamol") for s in stems
    )


def test_no_lookout_is_made_where_there_was_none(desk, gone):
    desk.claim(
        desk.report(f"{NAME} promised."),
        "commitment",
        {"parties": ["KGZ"], "text": "open", "due": None, "modality": "agreed"},
    )
    gone()
    assert not Lookout.objects.exists()


@pytest.fixture
def documents(desk, held):
    """Takes documents in; their numbers by name."""
    by, entry = desk.user("head", 4), held(title="Talks")

    def taken(**files):
        return {key: take(entry, name, data, by, marking=4).number for key, (name, data) in files.items()}

    return taken


def test_documents_that_name_the_person_are_told_and_keep_their_bytes(desk, documents, person, gone):
    word = docx_bytes(lambda d: d.add_paragraph("Present: Kamol\tErgashev and others."))
    page = pdf_bytes([[(0, "The head, Kamol Ergashev, spoke on the crossing of the border.")]])
    own = documents(
        word=("minutes.docx", word), pdf=("speech.pdf", page), text=("note.txt", f"For {NAME}.".encode()),
        title=("kamol_ergashev-cv.txt", b"A life."), other=("agenda.txt", b"Umar Ergashev opens."),
        picture=("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x01"),
    )  # fmt: skip
    found = traces(person)
    assert set(found.documents) == {own[k] for k in ("word", "pdf", "text", "title")}
    assert found.unread == (own["picture"],)
    done = gone()
    assert done.documents == found.documents
    assert bytes(Document.objects.get(number=own["word"]).content.data) == word
    named = Document.objects.get(number=own["title"])
    assert (named.title, named.file_name) == ("[name erased]-cv.txt", "[name erased]-cv.txt")
    assert not any(
        "ergashev-" in str(row).casefold() for row in Document.objects.values("title", "file_name")
    )


def test_a_past_document_is_told_too(desk, documents, person):
    own = documents(text=("note.txt", f"For {NAME}.".encode()))
    drop(Document.objects.get(), desk.user("head", 4))
    assert traces(person).documents == (own["text"],)


def test_the_page_says_which_documents_and_leads_to_them(desk, documents, person, signed_in):
    own = documents(text=("note.txt", f"For {NAME}.".encode()), picture=("photo.png", b"\x89PNG\x00\x00\x01"))
    client, address = signed_in("head", 4), f"/retention/erase/{person.pk}"
    page = client.get(address).content.decode()
    link = f"/engagement/{Document.objects.first().entry_id}/document/{own['text']}"
    assert "1 document names them" in page and "1 document could not be read" in page and link in page
    assert client.get(link).status_code == 200
    done = client.post(address, {"why": "asked", "sure": "on"}).content.decode()
    assert "1 document still has the name in its file" in done and link in done and "Kamol" not in done
    assert "Kamol" not in "".join(AuditEntry.objects.values_list("details", flat=True))


def test_bytes_of_no_document_go_with_the_engagement(desk, documents):
    documents(text=("note.txt", b"Words."))
    entry = Document.objects.get().entry_id
    Claim.objects.filter(entry=entry).delete()
    tidy([entry])
    assert not Content.objects.exists()


def test_a_name_of_one_word_is_left_alone(desk):
    begin(Role(entry=pledge(desk).entry, party="Ergashev", role="mediator"), desk.user("head", 4))
    assert erasing.erase([]) == 0
    assert Role.objects.get().party == "Ergashev"
