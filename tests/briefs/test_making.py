"""A brief tells who they are, what was agreed and what became of it, what is open, and from which reports."""

from datetime import date, datetime, timedelta

import pytest
from tests.briefs.conftest import SECRET, commitment, engagement, event, person
from tests.desk.making import NOW

from sarez.briefs.asking import BriefError, NotOnRecord
from sarez.desk.actors.models import Office, Term
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Attendance, Bearing, Chain, Finding, Following, Plan, Step
from sarez.desk.events import wording
from sarez.desk.events.joining import join

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def found(desk, claim, outcome="kept", on=date(2024, 5, 1), **values):
    return begin(
        Finding(entry=claim.entry, outcome=outcome, on=on, marking=1, **values),
        desk.user(clearance=4),
        at=NOW,
    )


def of(brief, claim):
    return next(u for u in brief.undertakings if u.line.entry == claim.entry_id)


def test_it_says_who_holds_the_offices_since_when_and_who_did_before(told, brief):
    (office,) = brief().offices
    assert [(t.holder, t.since) for t in office.now] == [("Sadyr Japarov", "2021-01-28")]
    assert [t.holder for t in office.before] == ["Sooronbay Jeenbekov"]
    (then,) = brief(on=date(2019, 1, 1)).offices
    assert [t.holder for t in then.now] == ["Sooronbay Jeenbekov"]
    assert then.before == ()


def test_a_promise_nobody_has_looked_into_is_open_or_overdue_never_kept(told, brief):
    made = brief()
    assert of(made, told.overdue).state == "overdue"
    assert of(made, told.pledge).state == "open"
    assert [u.line.entry for u in made.open] == [told.overdue.entry_id, told.pledge.entry_id]
    texts = [q.text for q in made.questions]
    assert any("withdraw the posts" in t and "Nothing is found" in t for t in texts)
    assert any("open the road" in t and "No date is stated" in t for t in texts)


def test_what_a_person_found_is_what_became_of_it(told, brief, desk):
    found(desk, told.overdue, "broken", why="The posts stand still.", report=told.clash.report)
    undertaking = of(brief(), told.overdue)
    assert (undertaking.state, undertaking.became) == ("closed", "broken")
    (outcome,) = undertaking.outcomes
    assert (outcome.name, outcome.on, outcome.why) == ("broken", date(2024, 5, 1), "The posts stand still.")
    numbers = {n.report: n.number for n in brief().notes}
    assert outcome.notes == (numbers[told.clash.report_id],)
    assert told.overdue.entry_id not in [u.line.entry for u in brief().open]


def test_one_party_that_kept_it_does_not_close_it_for_the_other(told, brief, desk):
    found(desk, told.overdue, "kept", party="KGZ")
    assert of(brief(), told.overdue).state == "overdue"
    assert any("Parts of it are found" in q.text for q in brief().questions)
    found(desk, told.overdue, "broken", party="TJK")
    assert (of(brief(), told.overdue).state, of(brief(), told.overdue).became) == ("overdue", "")
    assert {o.party for o in of(brief(), told.overdue).outcomes} == {"Kyrgyzstan", "Tajikistan"}


def test_a_finding_of_later_is_not_known_before(told, brief, desk):
    found(desk, told.overdue, "kept")
    before = (NOW - timedelta(days=1)).replace(hour=23)
    assert told.overdue.known_at > before
    claim = desk.claim(
        desk.report(known_at=NOW - timedelta(days=60)), "commitment", commitment("patrol", parties=["KGZ"])
    )
    found(desk, claim, "kept")
    assert of(brief(as_of=before, on=before.date()), claim).state == "open"
    assert of(brief(), claim).became == "kept"


def test_later_reports_that_bear_on_it_are_told_and_undecided_ones_asked_about(told, brief, desk):
    by = desk.user(clearance=4)
    for report, decision in ((told.clash.report, "accepted"), (desk.report(), "proposed")):
        row = Bearing(
            entry=told.pledge.entry,
            report=report,
            score=0.8,
            decision=decision,
            reads_like="broken",
            marking=1,
        )
        begin(row, by, at=NOW)
    undertaking = of(brief(), told.pledge)
    assert [b.reads_like for b in undertaking.later] == ["reads like broken"]
    assert undertaking.waiting == 1
    assert any("later report" in q.text for q in brief().questions)


def test_how_it_is_followed_up_and_the_next_step_are_told(told, brief, desk):
    by = desk.user(clearance=4)
    loose = desk.claim(told.pledge.report, "commitment", commitment("name an envoy", modality="proposed"))
    assert of(brief(), loose).state == "left"
    begin(
        Following(entry=loose.entry, owner="clara", is_raised=True, owed_to=["UNRCCA"], marking=1), by, at=NOW
    )
    begin(Step(entry=loose.entry, text="Write to the ministry", owner="clara", marking=1), by, at=NOW)
    begin(Step(entry=loose.entry, text="Done before", owner="clara", is_done=True, marking=1), by, at=NOW)
    undertaking = of(brief(), loose)
    assert (undertaking.state, undertaking.owner, undertaking.owed_to) == (
        "open",
        "clara",
        wording.party("UNRCCA"),
    )
    assert [s.text for s in undertaking.steps] == ["Write to the ministry"]


def test_what_took_the_place_of_a_commitment_is_told_beside_it(told, brief, desk):
    later = desk.claim(
        desk.report(), "commitment", commitment("withdraw all posts by autumn", due="2024-10-01")
    )
    begin(
        Chain(entry=later.entry, earlier=told.overdue.entry, how="renews", marking=1),
        desk.user(clearance=4),
        at=NOW,
    )
    undertaking = of(brief(), told.overdue)
    assert (undertaking.state, "all posts by autumn" in undertaking.successor) == ("overdue", True)
    last = desk.claim(desk.report(), "commitment", commitment("withdraw for good", due="2025-10-01"))
    join([last.entry, later.entry], desk.user("head", 4), "the same")
    assert of(brief(), told.overdue).successor


def test_what_was_kept_on_an_entry_before_it_was_joined_is_not_lost(told, brief, desk):
    other = desk.claim(desk.report(), "commitment", commitment("pull the posts back", parties=["KGZ"]))
    found(desk, other, "kept")
    join([told.overdue.entry, other.entry], desk.user("head", 4), "the same")
    assert of(brief(), told.overdue).became == "kept"


def test_engagements_are_parted_into_those_past_and_those_to_come(told, brief, desk):
    made = brief()
    assert [li.entry for li in made.coming] == [told.coming.entry_id]
    assert told.met.entry_id in [li.entry for li in made.past]
    undated = desk.claim(
        desk.report(), "engagement", engagement(kind="forum", date=None, status="called_for")
    )
    assert brief().coming[-1].entry == undated.entry_id
    begin(
        Plan(entry=told.coming.entry, state="postponed", postponed_to="2024-11", marking=1),
        desk.user(clearance=4),
        at=NOW,
    )
    assert brief().coming[0].status == "postponed (2024-11)"


def test_a_planned_meeting_whose_day_is_gone_is_asked_about(told, brief):
    later = brief(on=date(2024, 10, 1))
    assert told.coming.entry_id in [li.entry for li in later.past]
    assert any(q.text.startswith("Was it held") for q in later.questions)


def test_reports_that_differ_stand_side_by_side_with_their_sources(told, brief):
    (rival,) = brief().rivals
    numbers = {n.number: n.source for n in brief().notes}
    assert rival.field == "Killed"
    assert {(f.value, numbers[f.notes[0]], f.is_shown) for f in rival.figures} == {
        ("3", "AKIpress", True), ("9", "Asia-Plus", False),
    }  # fmt: skip


def test_sources_are_numbered_in_order_and_tell_their_grade_and_marking(told, brief):
    made = brief()
    assert [n.number for n in made.notes] == list(range(1, len(made.notes) + 1))
    note = next(n for n in made.notes if n.report == told.agreed.report_id)
    assert (note.title, note.source, note.published, note.grade, note.marking) == (
        "Road to open", "AKIpress", "2024-03-02", "B6", 0,
    )  # fmt: skip
    used = [n for li in (*made.agreements, *made.events, *made.past) for n in li.notes]
    assert set(used) <= {n.number for n in made.notes}
    assert all(li.notes for li in made.events)


def test_numbers_rise_down_the_list_of_commitments(told, brief, desk):
    older = desk.report(published="2023-02-02")
    desk.claim(older, "commitment", commitment("build the bypass", parties=["KGZ"], due="2030-01-01"))
    numbers = [n for u in brief().undertakings for n in u.line.notes]
    assert len(set(numbers)) == 2
    assert numbers == sorted(numbers)


def test_a_counterpart_leaves_in_only_what_is_between_the_two(told, brief, desk):
    other = desk.claim(desk.report(), "commitment", commitment("sell power", parties=["KGZ", "UNRCCA"]))
    assert other.entry_id in [u.line.entry for u in brief().undertakings]
    made = brief(with_="TJK")
    assert other.entry_id not in [u.line.entry for u in made.undertakings]
    assert (made.counterpart.name, len(made.offices)) == ("Tajikistan", 1)
    assert told.clash.entry_id in [li.entry for li in made.events]


def test_what_two_share_in_a_crowd_is_found_as_well(told, brief, desk):
    many = ["KGZ", "TJK", "UZB", "KAZ", "TKM", "RUS", "CHN", "USA", "IND", "IRN"]
    forum = desk.claim(
        desk.report(), "engagement", engagement(kind="forum", participants=many, place="Almaty")
    )
    assert forum.entry_id in [li.entry for li in brief(with_="TJK").past]


def test_a_pair_is_told_with_the_offices_of_both(told, brief, actors):
    office = Office.objects.create(actor=actors["TJK"], key="president", title="President")
    Term.objects.create(office=office, holder="Emomali Rahmon", since="1994-11-16")
    made = brief("pair", with_="TJK")
    assert made.name == "Kyrgyzstan – Tajikistan"
    assert [o.party for o in made.offices] == ["Kyrgyzstan", "Tajikistan"]


def test_a_person_is_told_with_positions_over_time_and_the_party_they_act_for(told, brief, desk):
    early = desk.report(published="2022-01-10")
    first = desk.claim(early, "person", person(position="deputy head"))
    desk.claim(desk.report(published="2024-02-02"), "person", person(), entry=first.entry)
    met = desk.claim(
        early, "engagement", engagement(people=["Aziz Rahimov"], date="2023-01-10", participants=["KAZ"])
    )
    desk.claim(
        early, "engagement", engagement(people=["Olga Ivanova"], date="2023-01-11", participants=["KAZ"])
    )
    pledge = desk.claim(desk.report(), "commitment", commitment("hold a seminar", parties=["UNRCCA"]))
    made = brief("person", str(first.entry_id))
    assert [(p.title, p.since) for p in made.positions] == [
        ("head", "2024-02-02"),
        ("deputy head", "2022-01-10"),
    ]
    assert made.subjects[0].acts_for == "UNRCCA"
    assert [u.line.entry for u in made.undertakings] == [pledge.entry_id]
    assert [li.entry for li in made.past] == [met.entry_id]


def test_an_engagement_someone_is_kept_as_attending_is_theirs(told, brief, desk):
    someone = desk.claim(desk.report(), "person", person("Olga Ivanova", organization=None))
    row = Attendance(entry=told.met.entry, person="Olga Ivanova", state="present", marking=1)
    begin(row, desk.user(clearance=4), at=NOW)
    assert [li.entry for li in brief("person", str(someone.entry_id)).past] == [told.met.entry_id]


@pytest.fixture
def secret(told, desk):
    """What only those cleared for RED may know: another clash, a third figure, a finding, a holder, a source."""
    report = desk.report(
        f"{SECRET} counts forty.", marking=4, title=SECRET, source=desk.source(SECRET, marking=4)
    )
    desk.claim(report, values=event(killed=40), entry=told.clash.entry)
    desk.claim(report, values=event(place=SECRET, date="2024-05-02"))
    desk.claim(report, "commitment", commitment(f"leave {SECRET}"))
    desk.claim(report, "engagement", engagement(place=SECRET, date="2024-08-08", status="planned"))
    row = Finding(entry=told.overdue.entry, outcome="kept", on=date(2024, 5, 1), why=SECRET, marking=4)
    begin(row, desk.user(clearance=4), at=NOW)
    Term.objects.create(office=Office.objects.get(), holder=SECRET, since="2024-01-01", marking=4)


def test_nothing_above_the_marking_goes_in_nor_leaves_a_trace(brief, told, request):
    before = brief(clearance=1)
    request.getfixturevalue("secret")
    after = brief(clearance=1)
    assert after == before
    assert SECRET not in repr(after)
    assert SECRET in repr(brief(clearance=4))


def test_a_lower_marking_makes_the_brief_that_someone_so_cleared_would_see(told, secret, brief):
    lower, theirs = brief(clearance=4, marking=1), brief(clearance=1)
    assert lower.left_out.entries == 3
    assert lower.left_out.in_part == 1
    assert theirs.left_out is None
    for name in ("offices", "undertakings", "events", "rivals", "questions", "notes", "marking", "limit"):
        assert getattr(lower, name) == getattr(theirs, name), name


def test_it_carries_the_highest_marking_of_what_it_holds(told, brief, desk, request):
    assert brief().marking == 0
    begin(Step(entry=told.pledge.entry, text="Ask", owner="ana", marking=2), desk.user(clearance=4), at=NOW)
    assert brief().marking == 2
    assert brief(marking=1).marking == 0
    request.getfixturevalue("secret")
    assert brief().marking == 4


def test_nobody_lets_in_more_than_they_may_see(told, brief):
    with pytest.raises(BriefError, match="no more than you may see"):
        brief(clearance=1, marking=2)


def test_a_party_that_only_secret_reports_name_is_not_on_record_below(told, brief, desk):
    desk.claim(desk.report(marking=4), values=event(actor=["Border Cell"], date="2024-05-05"))
    assert brief(code="Border Cell").events
    for asked in ({"clearance": 1}, {"marking": 1}):
        with pytest.raises(NotOnRecord):
            brief(code="Border Cell", **asked)


def test_a_pair_needs_two_different_parties(told, brief):
    with pytest.raises(BriefError, match="second"):
        brief("pair")
    with pytest.raises(BriefError, match="other than"):
        brief(with_="KGZ")


def test_what_is_older_than_the_period_is_left_unless_it_is_still_open(told, brief, desk):
    old = desk.report(published="2019-05-01")
    still = desk.claim(old, "commitment", commitment("mark the border", parties=["KGZ"]))
    done = desk.claim(old, "commitment", commitment("build the bridge", parties=["KGZ"]))
    found(desk, done, "kept")
    gone = desk.claim(old, values=event(date="2019-04-30", place="Osh"))
    entries = [u.line.entry for u in brief().undertakings]
    assert still.entry_id in entries
    assert done.entry_id not in entries
    assert gone.entry_id not in [li.entry for li in brief().events]
    assert gone.entry_id in [li.entry for li in brief(since=date(2019, 1, 1)).events]


def test_what_was_learned_later_is_not_in_a_brief_as_known_before(told, brief, desk):
    later = desk.claim(
        desk.report(known_at=NOW + timedelta(days=5)), values=event(date="2024-05-20", place="Isfara")
    )
    as_of = datetime.combine(NOW.date(), datetime.max.time(), tzinfo=NOW.tzinfo)
    assert later.entry_id in [li.entry for li in brief().events]
    assert later.entry_id not in [li.entry for li in brief(as_of=as_of, on=as_of.date()).events]


def test_in_russian_it_names_parties_states_and_acts_in_russian(told, brief):
    made = brief(language="ru")
    assert made.name == "Кыргызстан"
    assert of(made, told.pledge).parties == "Кыргызстан, Таджикистан"
    assert brief().name == "Kyrgyzstan"


def test_a_desk_with_nothing_on_them_says_so(actors, brief):
    made = brief(code="UNRCCA")
    assert made.is_empty
    assert (made.questions, made.notes, made.marking) == ((), (), 0)


def test_a_date_told_more_precisely_and_a_plan_that_was_held_are_no_contradiction(told, brief, desk):
    planned = event(type="CONSULT", date="2024-04", place="Isfana", status="planned")
    first = desk.claim(desk.report(), values=planned)
    desk.claim(
        desk.report(), values=planned | {"date": "2024-04-09", "status": "occurred"}, entry=first.entry
    )
    assert {r.entry for r in brief().rivals} == {told.clash.entry_id}
    desk.claim(desk.report(), values=planned | {"date": "2024-04-11", "status": "denied"}, entry=first.entry)
    fields = {r.field: [f.value for f in r.figures] for r in brief().rivals if r.entry == first.entry_id}
    assert sorted(fields["Date"]) == ["2024-04-09", "2024-04-11"]
    assert "denied" in fields["Status"]
