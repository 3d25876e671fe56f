"""What stands, for whom and when: properties of any set of claims."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.telling import Telling
from sarez.desk.events.versions import standings

START = datetime(2024, 1, 1, tzinfo=UTC)
days = st.integers(0, 12).map(lambda n: START + timedelta(days=n))
party = st.sampled_from([[], ["KGZ"], ["TJK"], ["UZB", "TJK"]])


@st.composite
def tellings(draw):
    """Up to six claims of one event, of any marking, known and ended at any time."""
    found = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        known = draw(days)
        lasting = draw(st.one_of(st.none(), st.integers(0, 6)))
        ended = FOREVER if lasting is None else known + timedelta(days=lasting)
        found.append(
            Telling(
                claim=number,
                values={
                    "type": "ASSAULT",
                    "actor": draw(party),
                    "recipient": draw(party),
                    "date": draw(st.sampled_from([None, "2024-01", "2024-01-02"])),
                    "place": draw(st.sampled_from([None, "Vorukh", "Isfara"])),
                    "issues": draw(st.sampled_from([[], ["border"], ["water", "border"]])),
                    "status": draw(st.sampled_from(["occurred", "denied"])),
                    "killed": draw(st.sampled_from([None, 0, 3])),
                },
                marking=draw(st.integers(0, 4)),
                known_from=known,
                known_to=ended,
                report=draw(st.integers(1, 4)),
                story=draw(st.integers(1, 3)),
                published=draw(st.sampled_from(["", "2024-01-02", "2024-01-05"])),
                reliability=draw(st.sampled_from("ABF")),
                credibility=draw(st.sampled_from([2, 6])),
                is_accepted=draw(st.booleans()),
            )
        )
    return found


def seen(found, clearance, moment):
    return [s for s in found if s.low <= clearance <= s.high and s.known_from <= moment < s.known_to]


@given(tellings())
def test_standings_never_overlap(told):
    found = standings("event", told)
    for n, a in enumerate(found):
        assert a.low <= a.high and a.known_from < a.known_to
        for b in found[n + 1 :]:
            assert (
                a.high < b.low or b.high < a.low or a.known_to <= b.known_from or b.known_to <= a.known_from
            )


@given(tellings(), st.integers(0, 4), days)
def test_a_viewer_sees_at_most_one_version_and_one_where_any_claim_is_seen(told, clearance, moment):
    visible = [t for t in told if t.marking <= clearance and t.known_from <= moment < t.known_to]
    assert len(seen(standings("event", told), clearance, moment)) == (1 if visible else 0)


@given(tellings(), st.integers(0, 4))
def test_what_a_viewer_sees_is_what_would_stand_without_the_claims_above_their_clearance(told, clearance):
    below = standings("event", [t for t in told if t.marking <= clearance])
    every = standings("event", told)
    mine = [replace(s, low=0, high=4) for s in every if s.low <= clearance <= s.high]
    assert mine == [replace(s, low=0, high=4) for s in below if s.low <= clearance <= s.high]
