"""Proposals are decided by single keys or plain forms; two people deciding at once lose nothing."""

import pytest
from django.urls import reverse

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.events.decisions import accept
from sarez.desk.events.models import Claim, Version
from sarez.desk.reports.models import Report
from sarez.desk.reports.review import next_after, queue, told

pytestmark = pytest.mark.django_db
TEXT = "Border guards exchanged fire near Vorukh on Thursday. Three died."


@pytest.fixture
def ana(client, desk):
    user = desk.user("analyst", 2, "ana")
    client.force_login(user)
    return client


def read_report(desk, **values):
    return desk.report(TEXT, state="read", **values)


def decide(client, claim, verb, **data):
    data.setdefault("seen", claim.decision)
    return client.post(reverse("decide-claim", args=[claim.pk, verb]), data, follow=True)


def state(claim):
    return Report.objects.get(pk=claim.report_id).state


def test_accepting_the_last_proposal_makes_the_report_reviewed_and_undo_opens_it_again(ana, desk):
    claim = desk.claim(read_report(desk))
    decide(ana, claim, "accept")
    claim.refresh_from_db()
    assert (claim.decision, claim.decided_by, state(claim)) == ("accepted", "ana", "reviewed")
    decide(ana, claim, "undo")
    claim.refresh_from_db()
    assert (claim.decision, state(claim)) == ("proposed", "read")


def test_rejecting_keeps_the_reason_and_the_claim_can_be_taken_back(ana, desk):
    claim = desk.claim(read_report(desk))
    page = decide(ana, claim, "reject", why="another day")
    assert "another day" in AuditEntry.objects.get(action="rejected").details
    assert "rejected by ana" in page.content.decode()
    claim.refresh_from_db()
    decide(ana, claim, "undo")
    assert Version.objects.seen_by(desk.viewer()).filter(entry=claim.entry_id).exists()


def test_deciding_on_what_another_decided_meanwhile_changes_nothing_and_says_so(ana, desk):
    claim = desk.claim(read_report(desk))
    accept(claim, desk.user(name="zarina"))
    page = decide(ana, claim, "reject", seen="proposed")
    claim.refresh_from_db()
    assert (claim.decision, claim.decided_by) == ("accepted", "zarina")
    assert "zarina has accepted this meanwhile" in page.content.decode()


def test_a_grade_is_given_by_its_figure(ana, desk):
    claim = desk.claim(read_report(desk))
    decide(ana, claim, "grade", credibility="2")
    claim.refresh_from_db()
    assert claim.credibility == 2
    page = decide(ana, claim, "grade", credibility="9")
    assert "Credibility runs from 1" in page.content.decode()


def test_the_rest_is_accepted_at_once_but_only_what_the_page_showed(ana, desk):
    report = read_report(desk)
    shown = [desk.claim(report), desk.claim(report, values=desk.event(type="ACCUSE"))]
    later = desk.claim(report, values=desk.event(type="THREATEN"))
    ana.post(reverse("accept-rest", args=[report.pk]), {"claims": " ".join(str(c.pk) for c in shown)})
    decisions = dict(Claim.objects.values_list("pk", "decision"))
    assert [decisions[c.pk] for c in (*shown, later)] == ["accepted", "accepted", "proposed"]
    assert state(later) == "read"


def test_htmx_is_given_the_work_anew_with_the_card_to_look_at_next(ana, desk):
    report = read_report(desk)
    one, two = desk.claim(report), desk.claim(report, values=desk.event(type="ACCUSE"))
    answer = ana.post(
        reverse("decide-claim", args=[one.pk, "accept"]), {"seen": "proposed"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert html.lstrip().startswith('<section id="proposals"')
    assert answer.headers["HX-Retarget"] == "#proposals"
    assert f'data-current="{two.pk}"' in html


def test_a_claim_the_viewer_may_not_see_cannot_be_decided(ana, desk):
    claim = desk.claim(read_report(desk, marking=4))
    for verb in ("accept", "reject", "undo", "grade"):
        assert decide(ana, claim, verb).status_code == 404
    assert ana.get(reverse("correct-claim", args=[claim.pk])).status_code == 404
    assert ana.post(reverse("accept-rest", args=[claim.report_id]), {"claims": claim.pk}).status_code == 404


def test_a_reader_may_not_decide(client, desk):
    claim = desk.claim(read_report(desk))
    client.force_login(desk.user("reader", 1))
    assert decide(client, claim, "accept").status_code == 403
    page = client.get(reverse("report", args=[claim.report_id])).content.decode()
    assert reverse("decide-claim", args=[claim.pk, "accept"]) not in page


def test_no_decision_is_taken_as_of_another_day(ana, desk):
    claim = desk.claim(read_report(desk))
    address = reverse("decide-claim", args=[claim.pk, "accept"])
    assert ana.post(f"{address}?as_of=2024-06-01", {"seen": "proposed"}).status_code == 404


def test_a_correction_starts_from_what_was_read_and_changes_only_what_differs(ana, desk):
    claim = desk.claim(read_report(desk), values=desk.event(killed=3, date_reason="‘on Thursday’"))
    address = reverse("correct-claim", args=[claim.pk])
    html = ana.get(address).content.decode()
    assert 'name="f-killed" value="3"' in html
    form = {
        "f-type": "ASSAULT", "f-actor": ["Kyrgyzstan", ""], "f-recipient": ["TJK"], "f-date": "2024-05-30",
        "f-place": "Vorukh", "f-country": "Tajikistan", "f-status": "occurred", "f-killed": "4",
        "f-issues": ["border"], "seen": "proposed",
    }  # fmt: skip
    ana.post(address, form)
    made = Claim.objects.get(replaces=claim)
    assert (made.values["killed"], made.values["actor"], made.author) == (4, ["KGZ"], "ana")
    assert made.values["date_reason"] == "‘on Thursday’"
    assert AuditEntry.objects.get(action="replaced").details == '{"changed": ["killed"]}'
    assert state(claim) == "reviewed"


def test_a_form_sent_back_as_it_was_changes_nothing_and_accepts(ana, desk):
    told = desk.event(actor=["Sons of the Pass", "KGZ"], issues=["water", "border"], killed=0, country="XKX")
    claim = desk.claim(read_report(desk), values=told)
    rows = ana.get(reverse("correct-claim", args=[claim.pk])).context["rows"]
    form = {f"f-{row.field.name}": list(row.told) for row in rows} | {"f-issues": ["border", "water"]}
    ana.post(reverse("correct-claim", args=[claim.pk]), {**form, "seen": "proposed"})
    claim.refresh_from_db()
    assert (claim.decision, claim.values) == ("accepted", told)


def test_a_correction_undone_gives_way_to_what_was_read(ana, desk):
    claim = desk.claim(read_report(desk), values=desk.event(killed=3))
    ana.post(reverse("correct-claim", args=[claim.pk]), _form(killed="4"))
    made = Claim.objects.get(replaces=claim)
    decide(ana, made, "undo")
    assert Version.objects.seen_by(desk.viewer()).get(entry=claim.entry_id).killed == 3
    claim.refresh_from_db()
    assert (claim.decision, state(claim)) == ("proposed", "read")
    made.refresh_from_db()
    assert "stands again" in decide(ana, made, "undo").content.decode()


def test_a_correction_that_cannot_stand_is_shown_again_with_what_is_wrong(ana, desk):
    claim = desk.claim(read_report(desk))
    page = ana.post(reverse("correct-claim", args=[claim.pk]), _form(date="30 May", killed="some"))
    html = page.content.decode()
    assert "as precise as the report tells" in html
    assert "whole number" in html
    assert 'value="30 May"' in html
    assert not Claim.objects.filter(replaces=claim).exists()


def test_correcting_what_another_corrected_meanwhile_says_so(ana, desk):
    claim = desk.claim(read_report(desk))
    address = reverse("correct-claim", args=[claim.pk])
    ana.post(address, _form(killed="4"))
    page = ana.post(address, _form(killed="5"), follow=True)
    assert "ana has corrected this meanwhile" in page.content.decode()
    assert Claim.objects.filter(replaces=claim).count() == 1


def test_a_record_is_coded_by_hand_on_words_of_the_text(ana, desk):
    report = read_report(desk)
    address = reverse("code-claim", args=[report.pk])
    words = "exchanged fire near Vorukh"
    form = ana.get(address, {"record": "event", "words": words}).content.decode()
    assert 'name="f-place" value="Vorukh"' in form
    ana.post(address, {**_form(killed="3"), "record": "event", "words": words})
    made = Claim.objects.get(report=report)
    (start, end) = made.evidence[0]
    assert report.text[start:end] == words == made.sentence
    assert (made.author, made.decision, made.values["where"]["admin1"] is not None) == (
        "ana", "accepted", True,
    )  # fmt: skip


def test_words_selected_twice_in_a_text_are_the_ones_that_were_selected(ana, desk):
    report = desk.report("Talks failed. Talks failed.", state="read")
    data = {**_form(), "record": "event", "words": "Talks failed.", "start": "13", "end": "27"}
    ana.post(reverse("code-claim", args=[report.pk]), data)
    assert Claim.objects.get(report=report).evidence == [[14, 27]]


def test_words_selected_in_the_middle_are_taken_whole(ana, desk):
    report = read_report(desk)
    data = {**_form(), "record": "event", "words": "rder guards exch", "start": "2", "end": "18"}
    ana.post(reverse("code-claim", args=[report.pk]), data)
    assert Claim.objects.get(report=report).sentence == "Border guards exchanged"


def test_of_a_book_of_a_report_those_to_decide_are_shown_first(ana, desk, monkeypatch):
    monkeypatch.setattr("sarez.desk.reports.opened.MOST_CARDS", 2)
    report = read_report(desk)
    for day, decision in ((1, "accepted"), (2, "proposed"), (3, "proposed")):
        desk.claim(report, values=desk.event(date=f"2024-05-0{day}"), decision=decision)
    shown = ana.get(reverse("report", args=[report.pk])).context["shown"]
    assert [c.decision for c in shown.cards] == ["proposed", "proposed"]
    assert shown.beyond == 1


def test_words_that_do_not_stand_in_the_report_are_no_evidence(ana, desk):
    report = read_report(desk)
    page = ana.post(
        reverse("code-claim", args=[report.pk]), {**_form(), "record": "event", "words": "peace was made"}
    )
    assert "do not stand in the report" in page.content.decode()
    assert not Claim.objects.exists()


def test_who_may_not_review_proposes(client, desk):
    report = read_report(desk)
    client.force_login(desk.user("registrar", 1, "bek"))
    data = {
        "record": "person",
        "words": "Border guards",
        "f-name": "Timur Alimov",
        "f-aliases": "T. Alimov\nAlimov",
    }
    client.post(reverse("code-claim", args=[report.pk]), data)
    made = Claim.objects.get(report=report)
    assert (made.decision, made.author, made.values["aliases"]) == (
        "proposed",
        "bek",
        ["T. Alimov", "Alimov"],
    )


def test_the_form_offers_no_party_of_a_report_the_viewer_may_not_see(ana, desk):
    desk.claim(read_report(desk, marking=4), values=desk.event(actor=["Secret Brigade"]))
    claim = desk.claim(read_report(desk), values=desk.event(actor=["Open Brigade"]))
    html = ana.get(reverse("correct-claim", args=[claim.pk])).content.decode()
    assert "Open Brigade" in html
    assert "Secret Brigade" not in html


def test_the_queue_puts_deeds_of_conflict_first_then_the_oldest(desk):
    from datetime import timedelta

    from tests.desk.making import NOW

    late = desk.claim(read_report(desk, known_at=NOW + timedelta(days=2)), values=desk.event(type="ACCUSE"))
    early = desk.claim(read_report(desk), values=desk.event(type="CONSULT", date="2024-01-01"))
    clash = desk.claim(read_report(desk, known_at=NOW + timedelta(days=3)))
    hidden = desk.claim(read_report(desk, marking=4))
    done = desk.claim(read_report(desk), decision="accepted")
    viewer = desk.viewer(2)
    numbers = [clash.report_id, early.report_id, late.report_id]
    assert queue(viewer) == numbers
    assert [queue(viewer, n, 1) for n in range(3)] == [[n] for n in numbers]
    assert [(w.open, w.conflict) for w in told(numbers, viewer)] == [(1, 1), (1, 0), (1, 0)]
    assert next_after(clash.report_id, viewer) == early.report_id
    assert next_after(late.report_id, viewer) == clash.report_id
    assert not {hidden.report_id, done.report_id} & set(queue(viewer))


def test_the_next_report_is_one_step_away(ana, desk):
    one, two = desk.claim(read_report(desk)), desk.claim(read_report(desk))
    answer = ana.get(reverse("next-review"), {"after": one.report_id})
    assert answer.headers["Location"] == reverse("report", args=[two.report_id])
    assert b"deeds of conflict first" in ana.get(reverse("review")).content


def _form(**values):
    told = {
        "type": "ASSAULT", "actor": ["KGZ"], "recipient": ["TJK"], "date": "2024-05-30", "place": "Vorukh",
        "country": "TJK", "status": "occurred", "issues": ["border"],
    } | values  # fmt: skip
    return {f"f-{name}": value for name, value in told.items()} | {"seen": "proposed"}
