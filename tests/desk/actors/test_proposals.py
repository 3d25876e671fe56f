"""Bodies that may be one are proposed with reasons; near misses are not, and what was told apart stays so."""

import pytest

from sarez.desk.actors.merging import merge, tell_apart, unmerge
from sarez.desk.actors.models import Actor, Alias
from sarez.desk.actors.proposals import ENOUGH, Body, likeness, proposals

UNRCCA = Body(
    "UNRCCA", ("UNRCCA", "United Nations Regional Centre for Preventive Diplomacy for Central Asia")
)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("UN Regional Center for Preventive Diplomacy for Central Asia", "the same but for spelling"),
        (
            "UN Regional Centre for Preventive Diplomacy in Central Asia",
            "the same but for spelling|most words",
        ),
        ("United Nations Regional Center of Preventive Diplomacy", "most words shared"),
    ],
)
def test_forms_of_a_bodys_name_are_proposed(name, why):
    like = likeness(UNRCCA, Body(name, (name,)))
    assert like.score >= ENOUGH
    assert any(w in like.reasons[0] for w in why.split("|"))


@pytest.mark.parametrize(
    "name",
    [
        "UN Regional Centre for Sustainable Development",
        "United Nations Regional Centre for Peace and Disarmament in Asia",
        "UNRCPD",
        "Central Asia Regional Economic Cooperation",
    ],
)
def test_near_misses_are_not_proposed(name):
    assert likeness(UNRCCA, Body(name, (name,))).score < ENOUGH


def test_an_acronym_is_proposed_with_its_name():
    one, two = (
        Body(n, (n,)) for n in ("KAZISS", "Kazakhstan Academy of Zoology and International Security Studies")
    )
    assert "acronym" in likeness(one, two).reasons[0]


@pytest.fixture
def met(region_on_record, db, desk):
    """A region, and three bodies that reports name: one of them in a RED report only."""
    for name, marking in (
        ("UN Regional Center for Preventive Diplomacy", 0),
        ("UN Regional Centre for Sustainable Development", 0),
        ("The Secret Analysis Group of Osh", 0),
        ("Secret Analysis Group in Osh", 4),
    ):
        told = desk.event(type="CONSULT", actor=[name], recipient=["KGZ"], place="Osh", date=None)
        desk.claim(desk.report(marking=marking), values=told)
    return lambda code: Actor.objects.get(code=code)


@pytest.mark.django_db
def test_what_only_red_reports_name_is_proposed_to_none_but_the_cleared(desk, met):
    names = {p.gone.code for p in proposals(desk.viewer(4))} | {
        p.kept.code for p in proposals(desk.viewer(4))
    }
    assert "Secret Analysis Group in Osh" in names
    assert not any("Secret" in p.gone.code for p in proposals(desk.viewer(1)))


@pytest.mark.django_db
def test_the_known_body_is_kept_and_a_merging_ends_the_proposal(desk, met):
    first = next(p for p in proposals(desk.viewer(1)) if p.kept.code == "UNRCCA")
    assert first.gone.code == "UN Regional Center for Preventive Diplomacy"
    done = merge(first.kept, first.gone, desk.user(), "the same")
    assert not [p for p in proposals(desk.viewer(1)) if p.gone == first.gone]
    unmerge(done, desk.user())
    assert [p for p in proposals(desk.viewer(1)) if p.gone == first.gone]


@pytest.mark.django_db
def test_what_was_told_apart_is_not_proposed_again(desk, met):
    first = next(p for p in proposals(desk.viewer(1)) if p.kept.code == "UNRCCA")
    tell_apart(first.kept, first.gone, desk.user(), "not the same")
    assert not [p for p in proposals(desk.viewer(1)) if p.gone == first.gone]


@pytest.mark.django_db
def test_two_bodies_of_the_region_are_never_proposed(desk, met):
    assert all("report" in (p.kept.origin, p.gone.origin) for p in proposals(desk.viewer(4)))
    assert Alias.objects.filter(actor__code="UNRCCA").exists()
