"""Pages say things in their own language; the record keeps codes and English, whoever's page made it."""

import pytest
from django.utils.translation import override

from sarez.desk.events import wording
from sarez.desk.events.coding import party_of
from sarez.desk.events.listing import Filter
from sarez.desk.events.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash(desk):
    """Put on record while a page in Russian is made."""
    with override("ru"):
        made = desk.claim(values=desk.event(actor=["KGZ", "UN"], place="VORUKH"))
    return Version.objects.get(entry=made.entry)


def test_a_title_is_kept_in_english_and_shown_in_russian(clash):
    assert clash.title == "Assault: Kyrgyzstan, United Nations → Tajikistan, Vorukh"
    assert wording.title(clash) == clash.title
    with override("ru"):
        assert wording.title(clash) == "Нападение: Кыргызстан, ООН → Таджикистан, Vorukh"
        assert wording.act(clash) == "Нападение"


def test_a_title_does_not_ask_the_database_for_what_a_list_left_out(clash, django_assert_num_queries):
    with override("ru"), django_assert_num_queries(1):
        assert wording.title(Version.objects.only("title", "kind").get()) == clash.title


def test_a_party_joined_into_another_is_shown_by_that(desk, clash):
    from sarez.desk.actors.canonical import refresh
    from sarez.desk.actors.models import Actor

    kept = Actor.objects.create(code="OSCE", kind="body", name="OSCE")
    Actor.objects.update_or_create(code="UN", defaults={"kind": "body", "name": "UN", "joined_into": kept})
    refresh()
    with override("ru"):
        assert "ОБСЕ" in wording.title(clash)
    Actor.objects.all().delete()
    refresh()


@pytest.mark.parametrize(
    "name, code", [("Германия", "DEU"), ("шос", "SCO"), ("Таджикистан", "TJK"), ("США", "USA")]
)
def test_a_party_is_found_by_its_russian_name(name, code):
    with override("ru"):
        assert Filter.of({"party": name}).party == code
        assert party_of(name) == code


def test_what_has_no_russian_name_is_called_as_in_english():
    with override("ru"):
        assert wording.party("Mercy Corps") == "Mercy Corps"
        assert wording.party("Union of Beekeepers") == "Union of Beekeepers"
        assert wording.party("civilians") == "гражданские лица"
    assert wording.party("civilians") == "civilians"


def test_nobody_named_and_more_than_four():
    values = {"type": "ASSAULT", "actor": [], "recipient": ["KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG"]}
    with override("ru"):
        told = wording.title_of("event", values)
    assert told == "Нападение: сторона не названа → Казахстан, Кыргызстан, Таджикистан, Туркменистан и ещё 2"
    assert wording.english_title("event", values).startswith("Assault: unnamed → Kazakhstan, Kyrgyzstan")
    assert wording.english_title("event", values).endswith("and 2 more")
