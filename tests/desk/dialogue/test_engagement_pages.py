"""The working page of an engagement: what it shows, to whom, and how it is changed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.desk.dialogue.conftest import forum
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.engagements.plans import page_of, plan, plans_of
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.models import (
    AgendaItem,
    Attendance,
    Document,
    Passage,
    Plan,
    Reservation,
    Role,
    Series,
    Step,
    Tie,
)  # fmt: skip
from sarez.desk.events.joining import join
from sarez.desk.events.models import Entry, Version

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def at(name, *args):
    return reverse(name, args=args)


def plain(answer):
    """The page without what differs from one asking to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode().split("<main")[1])


def test_the_page_tells_what_stands_and_what_is_kept_in_few_queries(
    desk, held, signed_in, django_assert_max_num_queries
):
    entry, other, client = (
        held(),
        held(title="Sixth forum of the water users", date="2024-08-09", place="Astana"),
        signed_in(),
    )
    by = client.person
    series = begin(Series(title="Central Asian Expert Forum (CAEF)"), by)
    plan(entry, by, series=series.number, edition=5, track="1.5", owner=by.username, expected="some 100")
    for n in range(12):
        begin(Attendance(entry=entry, person=f"Person {n}", party="KGZ", state="present"), by)
        begin(AgendaItem(entry=entry, position=n, title=f"Item {n}", issues=["water"]), by)
        passage = begin(Passage(entry=entry, position=n, text=f"Passage {n}"), by)
        begin(Reservation(entry=entry, passage=passage.number, party="KAZ", text=f"Against {n}"), by)
        begin(Step(entry=entry, text=f"Step {n}", owner=by.username), by)
    begin(Role(entry=entry, party="UN", role="supporting"), by)
    begin(Tie(entry=entry, tie="fed", other=other), by)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(at("engagement", entry.pk))
    told = answer.content.decode()
    for text in ("fifth Central Asian Expert Forum", "Ashgabat", "<b>V</b>", "track 1.5", "some 100", "Item 11", "Person 11",
                 "Against 3", "Sixth forum of the water users", "Step 4", "supporting body", "Natalia Gherman"):  # fmt: skip
        assert text.casefold() in told.casefold(), text
    back = client.get(at("engagement", other.pk)).content.decode()
    assert "was handed the results of" in back


def test_what_one_may_not_see_is_not_there(desk, held, signed_in):
    secret, client = held(marking=4), signed_in(clearance=2)
    for name in ("engagement", "engagement-history", "communique", "engagement-plan"):
        assert client.get(at(name, secret.pk)).status_code == 404
    assert client.get(at("engagement-add", secret.pk, "roles")).status_code == 404
    event = desk.claim().entry
    assert client.get(at("engagement", event.pk)).status_code == 404


def test_rows_marked_above_ones_clearance_leave_no_trace(desk, held, signed_in):
    entry, head, reader = held(), desk.user("head", 4), signed_in("analyst", 1)
    before = plain(reader.get(at("engagement", entry.pk)))
    secret = held(marking=4, title="Secret round", date="2023-01-01", place="Geneva")
    begin(Attendance(entry=entry, person="Zqxvar Nak", state="present", marking=4), head)
    begin(Tie(entry=entry, tie="led_to", other=secret, marking=1), head)
    begin(Tie(entry=secret, tie="led_to", other=entry, marking=4), head)
    begin(Passage(entry=entry, position=1, text="Zqxvar text", marking=3), head)
    begin(Document(entry=entry, title="Zqxvar", file_name="z.pdf", media_type="application/pdf", size=3, marking=2,
                   content=_content()), head)  # fmt: skip
    assert plain(reader.get(at("engagement", entry.pk))) == before
    history = reader.get(at("engagement-history", entry.pk))
    assert not history.context["deeds"]
    assert "Zqxvar" not in reader.get(at("communique", entry.pk)).content.decode()


def _content():
    from sarez.desk.dialogue.models import Content

    return Content.objects.create(sha256="0" * 64, data=b"abc")


def test_a_reader_reads_and_changes_nothing(desk, held, signed_in):
    entry, reader = held(), signed_in("reader", 1)
    told = reader.get(at("engagement", entry.pk)).content.decode()
    assert "keep/roles" not in told and "Take over" not in told
    assert (
        reader.post(at("engagement-add", entry.pk, "roles"), {"parties": "UN", "role": "host"}).status_code
        == 403
    )
    assert reader.post(at("engagement-plan", entry.pk), {"state": "held"}).status_code == 403


def test_roles_of_several_are_added_at_once_changed_and_taken_off(desk, held, signed_in):
    entry, client = held(), signed_in()
    add = at("engagement-add", entry.pk, "roles")
    answer = client.post(
        add, {"parties": "UNRCCA; Kyrgyzstan", "role": "organizer", "side": "", "marking": "1"}
    )
    assert (answer.status_code, answer["Location"]) == (302, at("engagement", entry.pk) + "#roles")
    assert set(Role.objects.values_list("party", flat=True)) == {"UNRCCA", "KGZ"}
    row = Role.objects.get(party="KGZ")
    to = at("engagement-change", entry.pk, "roles", row.number)
    assert 'value="KGZ"' in client.get(to).content.decode()
    client.post(to, {"row": row.pk, "party": "Tajikistan", "role": "host", "side": "A", "marking": "1"})
    stands = Role.objects.seen_by(desk.viewer()).get(number=row.number)
    assert (stands.party, stands.role) == ("TJK", "host")
    late = client.post(to, {"row": row.pk, "party": "UZB", "role": "host", "side": "", "marking": "1"})
    assert late.status_code == 422 and "since you opened it" in late.content.decode()
    assert 'value="UZB"' in late.content.decode()
    client.post(at("engagement-drop", entry.pk, "roles", row.number))
    assert not Role.objects.seen_by(desk.viewer()).filter(number=row.number).exists()
    assert AuditEntry.objects.filter(target=row.name, action="dropped", who=client.person.username).exists()
    history = client.get(at("engagement-history", entry.pk)).content.decode()
    assert (
        "changed" in history
        and "taken off" in history
        and "Party: Kyrgyzstan → Tajikistan" in history
        and client.person.username in history
    )


def test_htmx_gets_the_part_alone(desk, held, signed_in):
    entry, client = held(), signed_in()
    asked = {"HTTP_HX-Request": "true"}
    form = client.get(at("engagement-add", entry.pk, "agenda"), **asked).content.decode()
    assert form.lstrip().startswith('<section class="part" id="agenda"') and "<html" not in form
    wrong = client.post(at("engagement-add", entry.pk, "agenda"), {"title": "", "position": "3"}, **asked)
    assert (
        wrong.status_code == 200
        and 'value="3"' in wrong.content.decode()
        and "problem" in wrong.content.decode()
    )
    good = client.post(
        at("engagement-add", entry.pk, "agenda"),
        {"title": "Shared rivers", "position": "1", "issues": ["water"], "marking": "1", "minutes": "45"}, **asked,
    )  # fmt: skip
    assert good.status_code == 200 and "Shared rivers" in good.content.decode()
    assert AgendaItem.objects.get().issues == ["water"]


def test_the_past_is_shown_and_not_changed(desk, held, signed_in):
    entry, client = held(), signed_in()
    step = begin(Step(entry=entry, text="Call them", owner=""), client.person, at=NOW)
    change(step, client.person, text="Write to them")
    told = client.get(at("engagement", entry.pk) + "?as_of=2024-06-02").content.decode()
    assert "Call them" in told and "Write to them" not in told and "keep/" not in told
    assert f"{at('entry', entry.pk)}?as_of=2024-06-02" in told
    answer = client.post(
        at("engagement-add", entry.pk, "agenda") + "?as_of=2024-06-02",
        {"title": "X", "position": "1", "marking": "1"},
    )
    assert answer.status_code == 302 and not AgendaItem.objects.exists()
    answer = client.post(at("engagement-plan", entry.pk) + "?as_of=2024-06-02", {"state": "held"})
    assert answer.status_code == 302 and not Plan.objects.exists()


def test_the_state_of_the_desk_stands_over_the_status_of_reports(desk, held, signed_in):
    entry, client = held(status="planned"), signed_in()
    version = Version.objects.seen_by(desk.viewer()).get(entry=entry)
    assert page_of(version, desk.viewer()).state.name == "planned"
    to = at("engagement-plan", entry.pk)
    wrong = client.post(
        to, {"state": "planned", "postponed_to": "2023-04", "zone": "Mars/Base", "starts": "10:00"}
    )
    assert wrong.status_code == 422
    assert set(wrong.context["open"]["form"].errors) == {"state", "zone"}
    assert 'value="2023-04"' in wrong.content.decode()
    client.post(to, {"state": "postponed", "postponed_to": "2023-04"})
    state = page_of(version, desk.viewer()).state
    assert (state.name, state.is_of_desk) == ("postponed", True)


def test_an_extraordinary_edition_has_no_number(desk, held, signed_in):
    entry, client = held(), signed_in()
    series = begin(Series(title="CAEF"), client.person)
    to = at("engagement-plan", entry.pk)
    wrong = client.post(to, {"series": series.number, "edition": "5", "is_extraordinary": "on"})
    assert "edition" in wrong.context["open"]["form"].errors
    assert "series" in client.post(to, {"edition": "5"}).context["open"]["form"].errors
    client.post(to, {"series": series.number, "is_extraordinary": "on"})
    assert plans_of(desk.viewer(), [entry.pk])[entry.pk].is_extraordinary


def test_a_plan_opened_by_two_is_not_overwritten(desk, held, signed_in):
    entry, client = held(), signed_in()
    first = plan(entry, client.person, note="mine")
    plan(entry, desk.user(), note="another's")
    answer = client.post(at("engagement-plan", entry.pk), {"row": first.pk, "note": "mine again"})
    assert answer.status_code == 422 and "mine again" in answer.content.decode()
    assert plans_of(desk.viewer(), [entry.pk])[entry.pk].note == "another's"


def test_a_series_one_may_not_see_stays_when_another_changes_the_plan(desk, held, signed_in):
    entry, head, client = held(), desk.user("head", 4), signed_in(clearance=2)
    hidden = begin(Series(title="Zqxvar rounds", marking=4), head)
    stood = plan(entry, head, series=hidden.number, edition=3)
    told = client.get(at("engagement-plan", entry.pk)).content.decode()
    assert "Zqxvar" not in told
    client.post(at("engagement-plan", entry.pk), {"row": stood.pk, "series": "", "note": "with care"})
    kept = plans_of(desk.viewer(), [entry.pk])[entry.pk]
    assert (kept.series, kept.edition, kept.note) == (hidden.number, 3, "with care")


def test_what_was_kept_on_an_entry_goes_with_it_when_it_is_joined(desk, held, signed_in):
    one, two, client = held(), held(title="CAEF V", date="2022-12-11", place="Mary"), signed_in()
    by = client.person
    plan(two, by, track="2", owner="ann")
    begin(Role(entry=two, party="UN", role="supporting"), by)
    join([Entry.objects.get(pk=one.pk), Entry.objects.get(pk=two.pk)], by, "one forum")
    told = client.get(at("engagement", one.pk)).content.decode()
    assert "track 2" in told and "United Nations" in told
    assert client.get(at("engagement", two.pk))["Location"] == at("engagement", one.pk)
    row = Role.objects.get()
    client.post(at("engagement-change", one.pk, "roles", row.number),
                {"row": row.pk, "party": "UN", "role": "host", "side": "", "marking": "1"})  # fmt: skip
    assert Role.objects.seen_by(desk.viewer()).get().role == "host"
    client.post(at("engagement-plan", one.pk), {"track": "1.5", "owner": ""})
    assert plans_of(desk.viewer(), [one.pk])[one.pk].track == "1.5"


def test_whom_reports_name_is_taken_over_by_a_person(desk, held, signed_in):
    entry, client = held(), signed_in()
    told = client.get(at("engagement", entry.pk)).content.decode()
    assert "Take over as present" in told
    client.post(at("engagement-take", entry.pk, "attendance"))
    client.post(at("engagement-take", entry.pk, "attendance"))
    client.post(at("engagement-take", entry.pk, "roles"))
    listed = Attendance.objects.values_list("party", "person", "state")
    assert sorted(listed) == [
        ("", "Natalia Gherman", "present"),
        ("KAZ", "", "present"),
        ("KGZ", "", "present"),
    ]
    assert [(r.party, r.role) for r in Role.objects.all()] == [("UNRCCA", "organizer")]
    assert "Take over" not in client.get(at("engagement", entry.pk)).content.decode()


def test_attendance_says_who_came_and_is_asked_of_persons_only(desk, held, signed_in):
    entry, client = held(participants=[], people=[]), signed_in()
    add = at("engagement-add", entry.pk, "attendance")
    wrong = client.post(
        add, {"party": "KGZ", "count": "some 100", "gender": "woman", "state": "invited", "marking": "1"}
    )
    assert set(wrong.context["open"]["form"].errors) == {"gender"}
    assert client.post(add, {"state": "invited", "marking": "1"}).context["open"]["form"].errors.keys() == {
        "party"
    }
    client.post(add, {"party": "Kyrgyzstan", "count": "some 100", "state": "invited", "marking": "1"})
    row = Attendance.objects.get()
    client.post(at("attendance-state", entry.pk, row.number), {"state": "present"})
    told = client.get(at("engagement", entry.pk)).content.decode()
    assert "<b>some 100</b> present" in told and "Not stated by anyone" in told
    assert client.post(at("attendance-state", entry.pk, row.number), {"state": "here"}).status_code == 404


def test_an_agreed_passage_is_put_on_record_as_a_commitment_and_one_in_brackets_is_not(desk, held, signed_in):
    entry, client = held(), signed_in()
    add = at("engagement-add", entry.pk, "passages")
    client.post(add, {"text": "The parties reopen the crossing at Karamyk.", "wording": "agreed", "parties": "KGZ; TJK",
                      "position": "1", "marking": "2"})  # fmt: skip
    client.post(
        add, {"text": "and remove the posts", "wording": "bracketed", "position": "2", "marking": "1"}
    )
    agreed, bracketed = Passage.objects.order_by("position")
    given = {
        "f-parties": ["KGZ", "TJK"],
        "f-text": ["reopen the crossing at Karamyk"],
        "f-modality": ["agreed"],
        "f-due": ["soon"],
    }
    to = at("passage-commitment", entry.pk, agreed.number)
    assert "Karamyk" in client.get(to).content.decode()
    wrong = client.post(to, given)
    assert wrong.status_code == 422 and 'value="soon"' in wrong.content.decode()
    client.post(to, given | {"f-due": ["2023-05"]})
    stands = Passage.objects.seen_by(desk.viewer()).get(number=agreed.number)
    made = Version.objects.seen_by(desk.viewer()).get(entry=stands.commitment)
    assert (made.kind, made.date, made.low) == ("commitment", "2023-05", 2)
    assert made.entry.claims.get().sentence == "The parties reopen the crossing at Karamyk."
    no = client.post(at("passage-commitment", entry.pk, bracketed.number), given | {"f-due": [""]})
    assert no.status_code == 422 and "in brackets" in no.content.decode()
    paper = client.get(at("communique", entry.pk)).content.decode()
    assert "[and remove the posts]" in paper and "TLP:AMBER" in paper


def test_documents_are_files_behind_their_own_marking(desk, held, signed_in, settings):
    settings.MOST_UPLOADED = 1000
    entry, client, reader = held(), signed_in(clearance=2), signed_in("reader", 1)
    add = at("engagement-add", entry.pk, "documents")
    page = SimpleUploadedFile("../../Notes\r\n of “Osh”.html", b"<script>alert(1)</script>", "text/html")
    assert client.post(add, {"file": page, "title": "", "marking": "2"}).status_code == 302
    made = Document.objects.get()
    got = client.get(at("engagement-document", entry.pk, made.number))
    assert got.content == b"<script>alert(1)</script>"
    assert got["Content-Disposition"].startswith("attachment") and "/" not in made.file_name
    assert (got["X-Content-Type-Options"], got["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert reader.get(at("engagement-document", entry.pk, made.number)).status_code == 404
    large = client.post(add, {"file": SimpleUploadedFile("large.pdf", b"x" * 1001), "marking": "2"})
    assert large.status_code == 422 and "larger than" in large.content.decode()
    empty = client.post(add, {"file": SimpleUploadedFile("empty.pdf", b""), "marking": "2"})
    assert empty.status_code == 422 and "empty" in empty.content.decode()
    assert Document.objects.count() == 1
    client.post(
        at("engagement-change", entry.pk, "documents", made.number),
        {"row": made.pk, "title": "Minutes", "marking": "1"},
    )
    assert reader.get(at("engagement-document", entry.pk, made.number)).status_code == 200


def test_a_tie_leads_to_what_the_writer_may_see_by_number_or_address(desk, held, signed_in):
    entry, client = held(), signed_in(clearance=2)
    other, secret = (
        held(title="Summit", date="2024-08-09", place="Astana"),
        held(marking=4, title="Zqxvar", date="2020-01-01"),
    )
    add = at("engagement-add", entry.pk, "ties")
    for told in (str(secret.pk), "999999", "the summit", str(entry.pk)):
        wrong = client.post(add, {"tie": "fed", "other": told, "told": "", "marking": "1"})
        assert wrong.status_code == 422 and "no such entry" in wrong.content.decode(), told
    client.post(
        add,
        {"tie": "fed", "other": f"http://localhost/engagement/{other.pk}?as_of=", "told": "", "marking": "1"},
    )
    client.post(add, {"tie": "led_to", "other": "", "told": "a joint working group", "marking": "1"})
    told = client.get(at("engagement", entry.pk)).content.decode()
    assert "Summit" in told and "a joint working group" in told


def test_nothing_of_the_people_is_lost_from_a_form_that_cannot_be_kept(desk, signed_in):
    client = signed_in()
    given = {"kind": "conference", "title": "Talks on Isfara", "state": "planned", "date": "May", "organizers": "UNRCCA; Union of Shepherds",
             "participants": "KGZ", "country": "Atlantis", "words": "The ministry told us.", "marking": "1", "issues": ["water"],
             "date_end": "2024-01-01"}  # fmt: skip
    answer = client.post(at("engagement-new"), given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"date", "date_end", "country"}
    told = answer.content.decode()
    for text in (
        "Talks on Isfara",
        "UNRCCA; Union of Shepherds",
        "Atlantis",
        "The ministry told us.",
        'value="May"',
    ):
        assert text in told
    assert not Entry.objects.exists()


def test_an_engagement_entered_by_hand_is_on_record_with_its_plan_and_meets_the_news(desk, signed_in):
    client = signed_in()
    series = begin(Series(title="CAEF"), client.person)
    given = {"kind": "conference", "title": "Fifth Central Asian Expert Forum", "state": "planned", "date": "2022-12-10",
             "place": "Ashgabat", "country": "TKM", "organizers": "UNRCCA", "supporting": "UN", "participants": "Kazakhstan; KGZ",
             "words": "The host told us of the date.", "marking": "1", "issues": ["water"], "series": series.number,
             "edition": "5", "track": "1.5", "owner": client.person.username}  # fmt: skip
    answer = client.post(at("engagement-new"), given)
    assert answer.status_code == 302
    version = Version.objects.seen_by(desk.viewer()).get(kind="engagement")
    assert (version.status, version.decision, version.low) == ("planned", "accepted", 1)
    kept = plans_of(desk.viewer(), [version.entry_id])[version.entry_id]
    assert (kept.series, kept.edition, kept.state, kept.track) == (series.number, 5, "planned", "1.5")
    assert sorted(Role.objects.values_list("party", "role")) == [
        ("UN", "supporting"),
        ("UNRCCA", "organizer"),
    ]
    news = desk.claim(kind="engagement", values=forum(title=None))
    assert news.entry_id == version.entry_id


def test_the_entry_of_an_engagement_leads_to_its_page(desk, held, signed_in):
    entry, client = held(), signed_in()
    assert at("engagement", entry.pk) in client.get(at("entry", entry.pk)).content.decode()
    assert at("engagement", entry.pk) not in client.get(at("entry", desk.claim().entry_id)).content.decode()
