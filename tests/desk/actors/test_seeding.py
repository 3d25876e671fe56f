"""The region comes onto the record once; what people changed or took away stays so."""

import pytest

from sarez.desk.actors.models import Actor, Alias, Office, Term
from sarez.desk.actors.seeding import seed
from sarez.region.actors import Actors
from sarez.region.offices import Holding, Offices
from sarez.region.offices import Office as KnownOffice
from sarez.region.places import Places
from sarez.region.region import Region, load_region

pytestmark = pytest.mark.django_db


def small(*terms, names=(), bodies=()):
    """A region of one state with one office."""
    from sarez.region.actors import Actor as Known

    actors = Actors()
    actors.add_state("KGZ", "Kyrgyzstan")
    actors.add(["Kyrgyzstan", "Кыргызстан", *names], Known("KGZ", "state", "Kyrgyzstan", "KGZ"))
    for code, name in bodies:
        actors.add_body(code, name)
        actors.add([name, code], Known(code, "body", name))
    offices = Offices(actors)
    offices.add_office(KnownOffice("KGZ/president", "president", "KGZ", None, None))
    for person, since, until in terms:
        offices.add_holding(
            Holding("KGZ/president", "president", person, "KGZ", None, since, until, "as told")
        )
    return Region("small", actors, offices, Places({}, frozenset()))


def test_the_whole_region_is_seeded_and_again_adds_nothing():
    region = load_region()
    assert seed(region) == len(region.actors.states | region.actors.bodies)
    counts = [m.objects.count() for m in (Actor, Alias, Office, Term)]
    assert counts[2] == len(region.offices.ids)
    assert counts[3] == sum(len(region.offices.holders(i)) for i in region.offices.ids)
    kinds = dict(Actor.objects.values_list("code", "kind"))
    assert (kinds["KGZ"], kinds["UNRCCA"], kinds["Taliban"]) == ("state", "body", "group")
    assert seed(region) == 0
    assert [m.objects.count() for m in (Actor, Alias, Office, Term)] == counts


def test_names_keep_their_capitals_and_say_where_they_came_from():
    seed(load_region())
    names = {a.name: a for a in Alias.objects.filter(actor__code="UNRCCA")}
    assert (names["UNRCCA"].why, names["UNRCCA"].origin) == ("acronym", "region: central_asia")
    assert Alias.objects.get(actor__code="KAZ", name="KNB").why == "acts for it: National Security Committee"
    assert Actor.objects.get(code="KGZ").name_ru == "Кыргызстан"


def test_what_people_changed_or_took_away_does_not_come_back():
    seed(small(("Askar Akayev", "1990", "2005"), ("Kurmanbek Bakiyev", "2005", None), names=["Kirgizia"]))
    Term.objects.filter(holder="Askar Akayev").update(holder="A. Akayev", changed_by="ana")
    Alias.objects.filter(name="Kirgizia").delete()
    Actor.objects.filter(code="KGZ").update(name="Kyrgyz Republic")
    seed(small(("Askar Akayev", "1990", "2005"), ("Kurmanbek Bakiyev", "2005", None), names=["Kirgizia"]))
    assert set(Term.objects.values_list("holder", flat=True)) == {"A. Akayev", "Kurmanbek Bakiyev"}
    assert not Alias.objects.filter(name="Kirgizia").exists()
    assert Actor.objects.get(code="KGZ").name == "Kyrgyz Republic"


def test_what_the_region_gained_is_added_and_a_term_that_ended_is_closed():
    seed(small(("Kurmanbek Bakiyev", "2005", None)))
    added = seed(
        small(
            ("Kurmanbek Bakiyev", "2005", "2010"),
            ("Roza Otunbayeva", "2010", None),
            names=["Kirgizia"],
            bodies=[("SCO", "Shanghai Cooperation Organisation")],
        )
    )
    assert added == 1
    assert list(Term.objects.values_list("holder", "until")) == [
        ("Kurmanbek Bakiyev", "2010"),
        ("Roza Otunbayeva", ""),
    ]
    assert Alias.objects.filter(name="Kirgizia").exists()


def test_a_term_that_a_person_changed_is_not_closed():
    seed(small(("Kurmanbek Bakiyev", "2005", None)))
    Term.objects.update(note="disputed", changed_by="ana")
    seed(small(("Kurmanbek Bakiyev", "2005", "2010")))
    assert Term.objects.get().until == ""


def test_a_body_met_in_reports_first_is_told_what_the_region_knows():
    Actor.objects.create(code="SCO", kind="body", name="SCO", origin="report")
    seed(small(bodies=[("SCO", "Shanghai Cooperation Organisation")]))
    assert Actor.objects.get(code="SCO").name == "Shanghai Cooperation Organisation"
