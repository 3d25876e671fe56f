"""Forms of one person's name come together; people of one surname are kept apart."""

import pytest

from sarez.desk.events.matching import ENOUGH, match


def person(name, position=None, organization=None, country=None, aliases=()):
    return {
        "name": name, "position": position, "organization": organization, "country": country, "aliases": list(aliases),
    }  # fmt: skip


def found(one, two):
    there, back = match("person", one, two), match("person", two, one)
    assert there.score == back.score, "the order does not matter"
    return there


UNRCCA = "UN Regional Centre for Preventive Diplomacy for Central Asia"


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        (person("N. German", "head", "UNRCCA"), person("Natalia Gherman", "Head", UNRCCA), "the initial N"),
        (person("N. German", "head", "UNRCCA"), person("Наталья Герман", "Head", UNRCCA), "the initial N"),
        (
            person("Ye. Kosherbayev", "deputy prime minister", country="KAZ"),
            person("Yerkin Kosherbayev", "deputy prime minister", country="KAZ"),
            "the initial Ye",
        ),
        (person("Natalia Gherman"), person("Наталия Герман"), "Cyrillic and Latin"),
        (person("Садыр Нургожоевич Жапаров"), person("Sadyr Japarov"), "Cyrillic and Latin"),
        (person("Bakyt Asanovich Toktosunov"), person("Bakyt Toktosunov"), "with a patronymic"),
        (person("Emomali Rakhmonov"), person("Emomali Rahmon"), "known spellings of Emomali Rahmon"),
        (
            person("Zh. Satybaldiev", "mayor of Osh", country="KGZ"),
            person("Жанторо Сатыбалдиев", "mayor of Osh", country="KGZ"),
            "the initial Zh",
        ),
        (
            person("Rahmon", "president", country="TJK"),
            person("Emomali Rahmon", "leader", country="TJK"),
            "the region knows only Emomali Rahmon",
        ),
        (
            person("Nazarov", "governor of Batken", country="KGZ"),
            person("Akram Nazarov", "governor of Batken", country="KGZ"),
            "the same state",
        ),
        (person("Kassym-Jomart Tokayev"), person("Касымжомарт Токаев"), "Cyrillic"),
    ],
)
def test_forms_of_one_name_come_together_with_the_reason(one, two, why):
    alike = found(one, two)
    assert alike.score >= ENOUGH["person"], alike
    assert why in "; ".join(alike.reasons)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (person("Sadyr Japarov", country="KGZ"), person("Akylbek Japarov", country="KGZ")),
        (
            person("Sadyr Japarov", "president", country="KGZ", aliases=["Japarov"]),
            person("Akylbek Japarov", "prime minister", country="KGZ", aliases=["Japarov"]),
        ),
        (
            person("Japarov", "president", country="KGZ"),
            person("Akylbek Japarov", "chairman of the cabinet", country="KGZ"),
        ),
        (person("Nazarov", country="KGZ"), person("Akram Nazarov", "governor", country="KGZ")),
        (
            person("Nazarov", "governor", country="KGZ"),
            person("Akram Nazarov", "minister of health", country="KGZ"),
        ),
        (person("Nazarov", "governor", country="KGZ"), person("Akram Nazarov", "governor", country="TJK")),
        (person("A. Nazarov", "governor", country="KGZ"), person("Bakyt Nazarov", "governor", country="KGZ")),
        (person("A. Nazarov", country="KGZ"), person("Akram Nazarov", country="KGZ")),
        (
            person("A. Nazarov", "judge", country="KGZ"),
            person("Akram Nazarov", "minister of health", country="KGZ"),
        ),
        (
            person("Zh. Karimov", "president", country="UZB"),
            person("Islam Karimov", "president", country="UZB"),
        ),
        (person("Akram Nazarov", country="KGZ"), person("Akram Nazarov", country="TJK")),
        (person("Akram Bakytovich Nazarov"), person("Akram Rustamovich Nazarov")),
        (
            person("N. German", "head", "UNRCCA"),
            person("Natalia Gherman", "head", "UN Regional Centre for Sustainable Development"),
        ),
        (person("Ivan Petrov"), person("Ivan Sidorov")),
        (person("Akram Nazarov", country="KGZ"), person("Akram Nazarova", country="KGZ")),
        (person("Nazira Alieva", country="KGZ"), person("Nazir Aliev", country="KGZ")),
    ],
)
def test_different_or_uncertain_persons_are_kept_apart(one, two):
    assert found(one, two).score < ENOUGH["person"]


@pytest.mark.django_db
def test_a_claim_says_why_it_was_laid_to_a_person(desk):
    desk.claim(kind="person", values=person("Natalia Gherman", "head", "UNRCCA"))
    told = desk.claim(kind="person", values=person("Н. Герман", "head", UNRCCA))
    assert "the initial Н and the surname" in told.match["reasons"]
    other = desk.claim(kind="person", values=person("Akylbek German", "head", "OSCE"))
    assert other.entry_id != told.entry_id
