"""A portfolio handed over: all of what may be, in one go, with a note; nothing above anyone's clearance."""

import json

import pytest
from django.urls import reverse

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.follow_up.handover import divided, hand_over, held_by, owned, takers_for
from sarez.desk.dialogue.keeping import KeepingError, change
from sarez.desk.dialogue.models import Handover

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(desk):
    return {
        "olga": desk.user("officer", 3, "olga"),
        "boris": desk.user("officer", 3, "boris"),
        "low": desk.user("analyst", 1, "low"),
        "rita": desk.user("reader", 4, "rita"),
    }


@pytest.fixture
def load(kept, people):
    """Two steps, a commitment and a plan of Olga's; one step is on what only AMBER+STRICT shows."""
    bridge, secret, talks = (
        kept.commitment("a bridge"),
        kept.commitment("zqxvar", "2031", marking=3),
        kept.engagement(),
    )
    return {
        "step": kept.step(bridge, "olga"),
        "secret": kept.step(secret, "olga", text="Ask about zqxvar"),
        "following": kept.following(bridge, "olga"),
        "plan": kept.plan(talks, "olga"),
        "done": kept.step(bridge, "olga", text="done", is_done=True),
    }


def now(row):
    return type(row).objects.get(number=row.number, known_to__year=9999)


def test_all_goes_to_one_with_a_note_and_into_the_log(desk, people, load, kept):
    takers = takers_for(people["olga"])
    division = divided(
        held_by("olga", desk.viewer()),
        dict.fromkeys(("steps", "commitments", "engagements"), "boris"),
        takers,
    )
    hand_over(people["olga"], division, kept.by, "The crossing matters most.", 1)
    assert [now(load[name]).owner for name in ("step", "secret", "following", "plan")] == ["boris"] * 4
    assert now(load["done"]).owner == "olga"
    [note] = Handover.objects.seen_by(desk.viewer())
    assert (note.owner, note.taker, note.moved, note.note) == (
        "olga",
        "boris",
        4,
        "The crossing matters most.",
    )
    line = AuditEntry.objects.get(action="handed over")
    assert (line.who, line.target) == (kept.by.username, "user olga")
    assert json.loads(line.details) == {"to": "boris", "steps": 2, "commitments": 1, "engagements": 1}
    assert "crossing" not in "".join(AuditEntry.objects.values_list("details", flat=True))
    assert owned(desk.viewer()) == {"boris": 4}


def test_what_the_taker_may_not_see_stays(desk, people, load, kept):
    takers = takers_for(people["olga"])
    division = divided(held_by("olga", desk.viewer()), {"steps": "low"}, takers)
    assert (len(division.moves), division.closed, division.kept) == (1, {"low": 1}, 2)
    hand_over(people["olga"], division, kept.by, "Steps.", 1)
    assert (now(load["step"]).owner, now(load["secret"]).owner) == ("low", "olga")


def test_who_may_not_see_a_thing_neither_hands_it_over_nor_is_told_of_it(people, load, signed_in):
    client = signed_in(people["low"])
    page = client.get(reverse("handover", args=["olga"])).content.decode()
    assert "zqxvar" not in page and f"steps-{load['secret'].number}" not in page
    told = {"steps": "boris", "commitments": "boris", "engagements": "boris", "note": "x", "marking": "1"}
    shown = client.post(reverse("handover", args=["olga"]), told)
    assert "Next steps: 1" in shown.content.decode() and "stays until" not in shown.content.decode()
    client.post(reverse("handover", args=["olga"]), told | {"seen": shown.context["seen"]})
    assert (now(load["step"]).owner, now(load["secret"]).owner) == ("boris", "olga")


def test_one_looks_before_it_is_done_and_again_where_something_changed(people, load, kept, signed_in):
    client, page = signed_in(people["olga"]), reverse("handover", args=["olga"])
    told = {
        "steps": "low",
        f"steps-{load['step'].number}": "boris",
        "commitments": "boris",
        "note": "Read it.",
        "marking": "1",
    }
    shown = client.post(page, told)
    said = shown.content.decode()
    assert "Hand over now" in said and "is marked above what low may see" in said
    assert now(load["step"]).owner == "olga"
    change(now(load["following"]), kept.by, note="meanwhile")
    again = client.post(page, told | {"seen": shown.context["seen"]})
    assert again.status_code == 200 and now(load["step"]).owner == "olga"
    done = client.post(page, told | {"seen": again.context["seen"]})
    assert done.status_code == 302
    assert [now(load[n]).owner for n in ("step", "secret", "following", "plan")] == [
        "boris",
        "olga",
        "boris",
        "olga",
    ]
    assert "Read it." in signed_in(people["boris"]).get(reverse("portfolio")).content.decode()


def test_a_single_thing_may_stay_though_the_others_go(people, load, signed_in):
    client, page = signed_in(people["olga"]), reverse("handover", args=["olga"])
    told = {"steps": "boris", f"steps-{load['step'].number}": "(stays)", "note": "x", "marking": "1"}
    client.post(page, told | {"seen": client.post(page, told).context["seen"]})
    assert (now(load["step"]).owner, now(load["secret"]).owner) == ("olga", "boris")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"note": ""}, "Write a few words"),
        ({"steps": "rita"}, "not one of the available choices"),
        ({"steps": "low", "marking": "3"}, "low may not see TLP:AMBER+STRICT"),
        ({"steps": ""}, "Nothing would be handed over"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(desk, people, load, signed_in, given, said):
    told = {"steps": "boris", "note": "Words kept", "marking": "1", **given}
    answer = signed_in(people["olga"]).post(reverse("handover", args=["olga"]), told).content.decode()
    assert said in answer and ("Words kept" in answer or not told["note"])
    assert owned(desk.viewer()) == {"olga": 4}


def test_a_failure_in_the_middle_changes_nothing(desk, people, load, kept):
    division = divided(
        held_by("olga", desk.viewer()), {"steps": "boris", "engagements": "boris"}, takers_for(people["olga"])
    )
    change(now(load["plan"]), kept.by, note="meanwhile")
    with pytest.raises(KeepingError, match="changed this since"):
        hand_over(people["olga"], division, kept.by, "x", 1)
    assert owned(desk.viewer()) == {"olga": 4}
    assert not AuditEntry.objects.filter(action="handed over").exists()


def test_sending_someone_away_warns_of_what_they_follow_up(desk, people, load, signed_in):
    client = signed_in(desk.user("administrator", 4))
    told = client.post(
        reverse("users-act", args=[people["olga"].pk, "deactivate"]), follow=True
    ).content.decode()
    assert "olga still has 4 things to follow up" in told and reverse("handover", args=["olga"]) in told
    quiet = client.post(
        reverse("users-act", args=[people["low"].pk, "deactivate"]), follow=True
    ).content.decode()
    assert "low still has" not in quiet


def test_an_administrator_learns_of_no_more_than_they_may_see(desk, people, load, signed_in):
    client = signed_in(desk.user("administrator", 1))
    told = client.get(reverse("users")).content.decode()
    assert "3 things to follow up" in told


def test_the_page_asks_little_however_much_there_is(people, kept, signed_in, django_assert_max_num_queries):
    entry = kept.commitment()
    for n in range(120):
        kept.step(entry, "olga", text=f"Step {n}")
    client = signed_in(people["olga"])
    with django_assert_max_num_queries(20):
        told = client.get(reverse("handover", args=["olga"])).content.decode()
    assert told.count('name="steps-') == 100 and "The others go with all of them" in told
