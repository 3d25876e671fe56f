"""Which of rival values is shown."""

from datetime import UTC, datetime, timedelta

from sarez.desk.events import choice
from sarez.desk.events.choice import choose
from sarez.desk.events.entries import WHY
from sarez.desk.events.telling import Telling

AT = datetime(2024, 6, 1, tzinfo=UTC)


def told(number, *, reliability="C", published="2024-06-01", accepted=False, story=None, **values):
    return Telling(
        claim=number,
        values=values,
        marking=0,
        known_from=AT - timedelta(days=1),
        known_to=AT + timedelta(days=900),
        report=number,
        story=story or number,
        published=published,
        reliability=reliability,
        is_accepted=accepted,
    )


def sides(*tellings):
    chosen = choose(["actor", "recipient"], tellings)
    return {name: choice.value for name, choice in chosen.items()}


def test_sides_told_the_other_way_round_never_make_a_party_act_on_itself():
    chosen = sides(
        told(1, actor=["TJK"], recipient=["KGZ"]),
        told(2, actor=["KGZ"], recipient=["TJK"]),
        told(3, actor=["KGZ"], recipient=["civilians"]),
        told(4, actor=["UZB"], recipient=["KGZ"]),
    )
    assert chosen["actor"] != chosen["recipient"]


def test_a_claim_that_names_both_sides_comes_before_one_that_leaves_the_killer_open():
    chosen = sides(
        told(1, recipient=["KGZ"]), told(2, recipient=["KGZ"]), told(3, actor=["TJK"], recipient=["KGZ"])
    )
    assert chosen == {"actor": ["TJK"], "recipient": ["KGZ"]}


def test_a_person_may_leave_a_side_open():
    chosen = sides(told(1, actor=["TJK"], recipient=["KGZ"]), told(2, recipient=["KGZ"], accepted=True))
    assert chosen == {"recipient": ["KGZ"]}


def test_the_latest_of_the_best_graded_gives_the_toll():
    chosen = choose(
        ["killed"],
        [
            told(1, killed=3, reliability="B", published="2024-06-01"),
            told(2, killed=5, reliability="B", published="2024-06-03"),
            told(3, killed=50, reliability="D", published="2024-06-09"),
        ],
    )["killed"]
    assert (chosen.value, chosen.claim, chosen.why, chosen.rivals) == (5, 2, "latest", 2)


def test_the_most_precise_of_the_dates_that_agree_is_shown():
    tellings = [told(1, date="2024-05"), told(2, date="2024-05"), told(3, date="2024-05-30")]
    assert choose(["date"], tellings)["date"].value == "2024-05-30"


def test_copies_of_one_text_count_once():
    tellings = [told(1, place="Isfara", story=9), told(2, place="Isfara", story=9), told(3, place="Vorukh")]
    tellings += [told(4, place="Vorukh")]
    assert choose(["place"], tellings)["place"].value == "Vorukh"


def test_every_reason_is_told_in_the_language_of_the_page():
    reasons = {choice.ONLY, choice.PERSON, choice.GRADE, choice.LAST, choice.MOST, choice.FINE}
    assert set(WHY) == reasons | {choice.ALL, choice.FULL}
