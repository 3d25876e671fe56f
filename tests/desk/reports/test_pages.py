"""The list of reports and one report's page: what each viewer is shown, and what it costs to show it."""

import pytest
from django.urls import reverse
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.events.models import Claim, Version
from sarez.desk.reports.models import Reading

pytestmark = pytest.mark.django_db
TEXT = "Border guards exchanged fire near Vorukh on Thursday. Three died."


@pytest.fixture
def enter(client, desk):
    def as_(role="analyst", clearance=2):
        user = desk.user(role, clearance)
        client.force_login(user)
        return client

    return as_


def page(client, number, **query):
    return client.get(reverse("report", args=[number]), query)


def test_a_report_shows_its_text_marked_and_its_proposals_in_words(enter, desk):
    report = desk.report(TEXT)
    claim = desk.claim(report, values=desk.event(killed=3, date_reason="‘on Thursday’ before publication"))
    html = page(enter(), report.pk).content.decode()
    assert f'data-claims="{claim.pk}">Bord</mark>' in html
    assert "Kyrgyzstan → Tajikistan" in html
    assert "‘on Thursday’ before publication" in html
    assert reverse("entry", args=[claim.entry_id]) in html


def test_markup_in_a_report_or_a_claim_is_shown_and_not_run(enter, desk):
    evil = "<img src=x onerror=alert(1)>"
    report = desk.report(f"{evil} Guards fired.", title=evil, url="https://example.org/a", notes=[evil])
    desk.claim(report, values=desk.event(place=evil, actor=[evil], date_reason=evil))
    assert b"<img src=x" not in page(enter(), report.pk).content
    assert b"<img src=x" not in enter().get(reverse("reports")).content


def test_a_reader_cleared_for_green_finds_no_red_report(enter, desk):
    report = desk.report(TEXT, marking=4, title="Sealed talks")
    client = enter("reader", 1)
    assert page(client, report.pk).status_code == 404
    listed = client.get(reverse("reports"))
    assert b"Sealed talks" not in listed.content
    assert listed.context["page"].paginator.count == 0


def test_who_saw_a_red_report_is_in_the_log(enter, desk):
    report = desk.report(TEXT, marking=4)
    page(enter("head", 4), report.pk)
    assert AuditEntry.objects.filter(action="saw RED", target=report.name).count() == 1


def test_why_a_claim_was_laid_to_an_entry_is_told_only_to_those_who_may_see_the_other_claim(enter, desk):
    desk.claim(desk.report(marking=4), values=desk.event(place="Khujand"))
    mine = desk.claim(desk.report(TEXT), values=desk.event(place="Khudjand"))
    assert "Khujand" in " ".join(mine.match["reasons"])
    assert b"Khujand" not in page(enter("analyst", 2), mine.report_id).content
    assert b"Khujand" in page(enter("head", 4), mine.report_id).content


def test_copies_stand_with_the_first_and_a_copy_of_a_hidden_report_stands_alone(enter, desk):
    first = desk.report(TEXT, title="First telling")
    desk.report(TEXT, title="Second telling", story=first)
    hidden = desk.report(TEXT, title="Hidden telling", marking=4)
    desk.report(TEXT, title="Open telling", story=hidden)
    html = enter().get(reverse("reports")).content.decode()
    assert "First telling" in html
    assert "and 1 copy" in html
    assert "Second telling" not in html
    assert "Open telling" in html
    assert "Hidden telling" not in html


def test_near_copies_are_named_on_the_page_as_far_as_one_may_see_them(enter, desk):
    first = desk.report(TEXT, title="First telling")
    second = desk.report(TEXT, title="Second telling", story=first)
    desk.report(TEXT, title="Hidden telling", story=first, marking=4)
    html = page(enter(), second.pk).content.decode()
    assert "First telling" in html
    assert "Hidden telling" not in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"text": "alpha"}, {"Alpha"}),
        ({"state": "read"}, {"Beta"}),
        ({"marking": "1"}, {"Beta"}),
        ({"language": "ru"}, {"Alpha"}),
        ({"since": "2024-05-01"}, {"Alpha"}),
        ({"until": "2024-04-30"}, {"Beta"}),
        ({"since": "never", "state": "nonsense", "source": "x"}, {"Alpha", "Beta"}),
    ],
)
def test_the_filter_stands_in_the_address(enter, desk, query, told):
    desk.report(title="Alpha", language="ru", published="2024-05-10")
    desk.report(title="Beta", state="read", marking=1, published="2024-04-10")
    found = enter().get(reverse("reports"), query).context["lines"]
    assert {line.report.title for line in found} == told


def test_the_list_counts_what_was_found_and_what_waits(enter, desk):
    report = desk.report(TEXT)
    desk.claim(report)
    desk.claim(report, values=desk.event(type="ACCUSE"), decision="accepted")
    (line,) = enter().get(reverse("reports")).context["lines"]
    assert (line.found, line.open) == (2, 1)


def test_as_known_on_an_earlier_day_there_is_nothing_to_decide_and_later_decisions_are_not_told(enter, desk):
    from sarez.desk.events.decisions import accept

    claim = desk.claim(desk.report(TEXT))
    accept(claim, desk.user(name="zarina"))
    told = page(enter(), claim.report_id, as_of=NOW.date().isoformat())
    assert b"zarina" not in told.content
    assert reverse("decide-claim", args=[claim.pk, "undo"]).encode() not in told.content
    assert page(enter(), claim.report_id, as_of="2020-01-01").status_code == 404


def test_a_long_report_costs_few_queries(enter, desk, django_assert_max_num_queries):
    report = desk.report(TEXT * 50)
    Reading.objects.create(report=report, reader="sarez 1", made_by={}, at=NOW)
    for day in range(1, 20):
        desk.claim(report, values=desk.event(date=f"2024-05-{day:02}"))
    client = enter()
    with django_assert_max_num_queries(20):
        page(client, report.pk)
    with django_assert_max_num_queries(20):
        client.get(reverse("reports"))
    with django_assert_max_num_queries(20):
        client.get(reverse("review"))


def test_a_marking_is_changed_for_a_reason_by_those_who_may(enter, desk):
    claim = desk.claim(desk.report(TEXT))
    address = reverse("mark-report", args=[claim.report_id])
    assert enter("analyst", 2).post(address, {"marking": "2", "why": "names a source"}).status_code == 403
    officer = enter("officer", 3)
    officer.post(address, {"marking": "2", "why": ""})
    officer.post(address, {"marking": "4", "why": "above my clearance"})
    claim.refresh_from_db()
    assert claim.marking == 0
    officer.post(address, {"marking": "2", "why": "names a source"})
    claim.refresh_from_db()
    assert claim.marking == 2
    assert not Version.objects.seen_by(desk.viewer(1)).exists()


def test_a_marking_raised_also_raises_what_other_claims_say_of_it(enter, desk):
    first = desk.claim(desk.report(TEXT), values=desk.event(place="Khujand"))
    mine = desk.claim(desk.report(TEXT), values=desk.event(place="Khudjand"))
    address = reverse("mark-report", args=[first.report_id])
    enter("head", 4).post(address, {"marking": "4", "why": "names a source"})
    assert Claim.objects.get(pk=mine.pk).match["marking"] == 4
    assert b"Khujand" not in page(enter("analyst", 2), mine.report_id).content
