"""The rules run over the record: what they propose is put on record as proposals, marked as what it was made of."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import override

from sarez.desk.home import Home
from sarez.desk.warnings import proposing, seeing
from sarez.desk.warnings.issuing.drafts import redraft
from sarez.desk.warnings.issuing.forms import initial_of
from sarez.desk.warnings.issuing.issue import FIELDS
from sarez.desk.warnings.models import Delivery, Proposal, RuleRun, Warning
from sarez.desk.warnings.rules import book
from sarez.watch.rules import propose

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
DAY = date(2024, 6, 3)
NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = Home(tmp_path)


@pytest.fixture
def clashes(desk):
    """Makes clashes between two states, one a week before a day, each told by a report of its own."""

    def make(n, marking=0, recipient="TJK"):
        for week in range(n):
            day = (DAY - timedelta(days=4 + 7 * week)).isoformat()
            report = desk.report(marking=marking, published=day, known_at=NOW - timedelta(days=2))
            values = desk.event(date=day, recipient=[recipient], place=f"Post {recipient} {week} {marking}")
            desk.claim(report, values=values)

    return make


def told(viewer, **asked):
    return list(Proposal.objects.seen_by(viewer).filter(rule="clashes-repeat", **asked))


def test_clashes_that_repeat_are_proposed_once_with_what_they_rest_on(desk, clashes):
    clashes(4)
    done = proposing.run(DAY, NOW)
    assert sum(one.proposed for one in done) >= 1
    [made] = told(desk.viewer(0), unit="KGZ-TJK")
    assert (made.level, made.marking, made.value, made.by) == ("yellow", 0, 4.0, "rules")
    assert (made.first, made.day) == (DAY + timedelta(days=1), DAY)
    assert {one["kind"] for one in made.evidence} == {"entry"} and len(made.evidence) >= 4
    before = Proposal.objects.count()
    proposing.run(DAY, NOW + timedelta(hours=1))
    proposing.run(DAY + timedelta(days=1), NOW + timedelta(days=1))
    assert Proposal.objects.count() == before
    assert not Warning.objects.exists() and not Delivery.objects.exists()
    assert RuleRun.objects.filter(clearance=0).count() == 3 and not proposing.is_due(NOW + timedelta(days=1))


def test_a_proposal_is_worded_in_russian_too_until_a_person_words_it(desk, make, clashes):
    clashes(4)
    proposing.run(DAY, NOW)
    [made] = told(desk.viewer(0), unit="KGZ-TJK")
    with override("ru"):
        russian = made.told("rationale")
        shown = initial_of(made)
    assert russian != made.told("rationale") == made.rationale
    assert "порог правила" in russian and shown["rationale"] == russian and "Ниже" in shown["would_change"]
    same = redraft(made, {name: getattr(made, name) for name in FIELDS} | {"level": "orange"}, make.head)
    assert same.words == made.words
    own = redraft(same, {name: getattr(same, name) for name in FIELDS} | {"rationale": "Mine."}, make.head)
    with override("ru"):
        assert own.told("rationale") == "Mine."


def test_what_is_proposed_of_amber_is_amber_and_hides_nothing_below(desk, clashes):
    clashes(4, marking=2)
    clashes(4, marking=0, recipient="UZB")
    proposing.run(DAY, NOW)
    assert [p.unit for p in told(desk.viewer(1))] == ["KGZ-UZB"]
    assert {(p.unit, p.marking) for p in told(desk.viewer(2))} == {("KGZ-UZB", 0), ("KGZ-TJK", 2)}


def test_too_few_clashes_and_a_rule_that_is_off_propose_nothing(desk, make, clashes):
    clashes(2)
    proposing.run(DAY, NOW)
    assert not told(desk.viewer(4))
    clashes(4, recipient="UZB")
    book.keep(book.switched(book.shipped(), "clashes-repeat"), "off", make.head, None)
    proposing.run(DAY, NOW)
    assert not told(desk.viewer(4))


def test_a_desk_with_nothing_on_record_is_calm(desk):
    assert sum(one.proposed + one.held for one in proposing.run(DAY, NOW)) == 0


@pytest.fixture
def years(desk):
    """Makes weeks of clashes between two states, the last week the latest, among as many reports every week."""

    def make(counts, reports=5):
        for back, n in enumerate(reversed(counts)):
            for k in range(reports):
                day = DAY - timedelta(days=2 + 7 * back + k)
                report = desk.report(
                    published=day.isoformat(), known_at=datetime.combine(day, time(12), tzinfo=UTC)
                )
                act = {} if k < n else {"type": "CONSULT", "killed": None, "injured": None}
                desk.claim(report, values=desk.event(date=day.isoformat(), place=f"Post {back} {k}", **act))

    return make


def test_rules_hear_what_moved_beyond_its_noise_and_how_likely_an_incident_is(desk, years):
    years([1, 0, 0, 1, 0] * 8 + [3, 5])
    seen = seeing.seen(seeing.tables(), proposing._rules(), 0, DAY)
    [moved] = [
        one for one in seen.changes if (one.unit.name, one.indicator) == ("KGZ-TJK", "material_conflict")
    ]
    assert moved.direction == "up" and DAY - timedelta(days=28) <= moved.since <= moved.raised <= DAY
    likely = {(c.of, c.weeks): c for c in seen.chances if c.unit.name == "KGZ-TJK"}
    assert 0 < likely["any", 1].value <= likely["any", 4].value < 1
    assert likely["any", 4].low <= likely["any", 4].value <= likely["any", 4].high
    told = [one for one in propose(proposing._rules(), seen, [], DAY).out if one.unit.name == "KGZ-TJK"]
    assert "conflict-jumps" in {name for one in told for name in (one.rule, *one.also)}


SILENT = """budget: 6
rules:
  {name}:
    says: {{en: It is usually told of and is silent., ru: Молчание.}}
    units: {units}
    when: {{silence: 28 days, usually: 3}}
    level: grey
    window: 28 days
    cool_down: 56 days
"""


@pytest.fixture
def weeks_of_news(desk):
    """Makes an act a week in a place and one in another, the first falling silent some days before the day."""

    def make(place, silent, beside):
        for back in range(2, 400, 7):
            for where in (beside, *([place] if back > silent else [])):
                day = DAY - timedelta(days=back)
                known = datetime.combine(day, time(12), tzinfo=UTC)
                report = desk.report(published=day.isoformat(), known_at=known)
                act = {"date": day.isoformat(), "actor": ["TJK"], "recipient": ["TJK"], "type": "PROTEST"}
                desk.claim(report, values=desk.event(**act | where))

    return make


def in_tajikistan(place, province):
    return {"place": place, "country": "TJK", "where": {"lat": 38.0, "lon": 69.0, "admin1": province}}


def proposed(desk, make, units):
    book.keep(SILENT.format(name="falls-silent", units=units), "silence alone", make.head, None)
    proposing.run(DAY, NOW)
    return [(p.unit, p.level) for p in Proposal.objects.seen_by(desk.viewer(4)).filter(rule="falls-silent")]


def test_a_province_that_falls_silent_is_proposed_and_one_that_goes_on_is_not(desk, make, weeks_of_news):
    weeks_of_news(in_tajikistan("Khujand", "Sughd Region"), 35, in_tajikistan("Kulob", "Khatlon Region"))
    assert proposed(desk, make, "provinces") == [("TJK:Sughd Region", "grey")]
    [told] = Proposal.objects.seen_by(desk.viewer(4))
    assert (
        told.rationale.startswith("Nothing reported for 28 days; in the year before, ")
        and told.evidence == []
    )


def test_a_country_that_falls_silent_is_proposed(desk, make, weeks_of_news):
    gone = {"actor": ["KGZ"], "recipient": ["KGZ"], "place": "Osh", "country": "KGZ"}
    weeks_of_news(gone, 35, in_tajikistan("Kulob", "Khatlon Region"))
    assert proposed(desk, make, "countries") == [("KGZ", "grey")]
