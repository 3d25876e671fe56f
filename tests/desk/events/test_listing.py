"""Lists and counts: what two parties share, what stood then, which issues a period has."""

from datetime import timedelta
from random import Random

import pytest
from django.core.cache import cache
from tests.desk.making import NOW

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors import counting
from sarez.desk.events.counts import counts
from sarez.desk.events.listing import Filter, shelf, versions
from sarez.desk.events.models import Dyad, Facet

pytestmark = pytest.mark.django_db
STATES = "AFG CHN IRN KAZ KGZ PAK RUS TJK TKM TUR USA UZB".split()


@pytest.fixture
def crowded(desk):
    chance = Random(5)
    for number in range(40):
        parties = chance.sample(STATES, chance.choice((2, 3, 8, 9, 11)))
        day = f"2024-0{chance.randint(1, 5)}-{chance.randint(10, 28)}"
        told = desk.event(
            type="CONSULT", actor=parties[:1], recipient=parties[1:], date=day, place=None, country=None,
            issues=chance.choice((["border"], ["water", "border"], [])),
        )  # fmt: skip
        of = desk.report(
            known_at=NOW + timedelta(days=number), marking=chance.choice((0, 0, 2)), published="2024-06-01"
        )
        desk.claim(of, values=told)


@pytest.mark.parametrize("clearance", (0, 4))
@pytest.mark.parametrize("days", (None, 20))
@pytest.mark.parametrize("asked", ({}, {"issue": "border"}, {"since": "2024-03-01"}, {"label": "AGREE"}))
def test_the_list_of_a_pair_is_what_both_filters_let_pass(crowded, clearance, days, asked):
    viewer = Viewer(clearance, None if days is None else NOW + timedelta(days=days))
    for pair in (("KGZ", "TJK"), ("UZB", "AFG")):
        which = Filter(party=pair[0], other=pair[1], **asked)
        wanted = sorted(versions("event", viewer, which), key=lambda v: (v.first, v.pk), reverse=True)
        found = shelf("event", viewer, which)
        assert [v.pk for v in found.page(1)] == [v.pk for v in wanted]
        assert found.count == len(wanted)
        assert wanted or asked.get("label")


def test_a_crowd_is_found_though_it_has_no_dyads(crowded):
    crowd = set(Facet.objects.filter(name="crowd").values_list("version", flat=True))
    assert crowd and not crowd & set(Dyad.objects.values_list("version", flat=True))
    found = shelf("event", Viewer(4), Filter(party="KGZ", other="TJK")).page(1)
    assert crowd & {v.pk for v in found}


def test_what_stood_then_is_listed_by_pages(crowded, monkeypatch):
    monkeypatch.setattr("sarez.desk.events.listing.PER_PAGE", 4)
    viewer = Viewer(4, NOW + timedelta(days=25))
    found = shelf("event", viewer, Filter())
    every = [v.pk for number in found.page_range for v in found.page(number)]
    assert every == [v.pk for v in versions("event", viewer, Filter())]
    assert found.count == len(every) > 20 and not found.is_cut


@pytest.mark.parametrize("step, fine", (("week", 1), ("month", 2), ("year", 3)))
def test_issues_are_counted_where_a_date_is_fine_enough(desk, step, fine):
    for date, act in (("2024-05-14", "ASSAULT"), ("2024-05", "PROTEST"), ("2024", "COERCE")):
        told = desk.event(date=date, type=act, issues=["border", "water"])
        desk.claim(desk.report(published="2024-06-01"), values=told)
    span = {"week": "2024-05-30", "month": "2024-12-31", "year": "2024-12-31"}[step]
    made = counts(Viewer(4), Filter(since="2024-01-01", until=span), step=step, with_issues=True)
    assert [sum(p.issues[i] for p in made.periods) for i in ("border", "water")] == [fine, fine]
    assert (made.step, made.total, made.left_out) == (step, fine, 3 - fine)


@pytest.fixture
def every_count_is_kept(monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "LONG", -1.0)
    yield
    cache.clear()


def test_a_list_found_before_shows_what_was_told_of_its_entries_since(desk, every_count_is_kept):
    viewer = desk.viewer(2, NOW + timedelta(days=9))

    def listed():
        return [v.reports for v in shelf("event", viewer, Filter()).get_page(1).object_list]

    claim = desk.claim(desk.report())
    assert listed() == [1]
    desk.claim(desk.report(), entry=claim.entry)
    assert listed() == [2]
    desk.claim(desk.report(marking=4), entry=claim.entry)
    assert listed() == [2]
