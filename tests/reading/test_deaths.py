"""Who died, as the grammar of a sentence has it, and which incident a figure belongs to."""

from __future__ import annotations

import pytest

from sarez.reading.casualties import KILLED, find_tolls
from sarez.reading.deaths import deaths_in
from sarez.reading.toll_signs import ROLE, load_table


def dead(bench, text: str) -> list[int]:
    doc = bench.reader.model.nlp(text)
    return [d.count for sentence in doc.sents for d in deaths_in(sentence)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Masked men stabbed the general to death outside his house.", [1]),
        ("The shot took the life of a lorry driver.", [1]),
        ("Two conscripts and a shepherd were killed near the bridge.", [3]),
        ("The murder of Colonel Karimov shook the town.", [1]),
        ("Nine workers of the state railway company of the southern province were gunned down.", [9]),
        ("The gunmen stormed the hostel and shot 14 students.", [14]),
        ("Several hundred men fell upon the post.", []),
        ("He denied that anyone had been killed.", []),
        ("The soldier was not killed.", []),
        ("Nobody died.", []),
        ("Prices fell in the bazaar.", []),
    ],
)
def test_the_grammar_tells_the_dead(bench, text: str, counts: list[int]) -> None:
    assert dead(bench, text) == counts


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The number of those who died in Friday's unrest in the town has reached 13.", [13]),
        ("The prosecutor puts the number of those shot dead at eleven.", [11]),
        ("The number of the wounded has reached 40.", []),
        ("Sixty relatives of those killed stood outside the court.", []),
        ("The town of 90,000 people lives from oil.", []),
        ("The bodies of 46 people have been recovered.", [46]),
    ],
)
def test_totals_are_told_in_many_ways(text: str, killed: list[int]) -> None:
    assert [t.count for t in find_tolls(text) if t.kind == KILLED] == killed


def test_a_figure_goes_to_the_incident_of_its_sentence(bench) -> None:
    text = (
        "KABUL. On 5 March 2022 a suicide bomber of the Islamic State killed nine worshippers in a mosque in Kabul. "
        "On 8 March 2022 the Taliban attacked a camp of the group in Nangarhar and killed four fighters."
    )
    assert {e.killed for e in bench.events(text) if e.type == "ASSAULT"} == {9, 4}


def test_what_one_side_lost_is_added_to_what_the_other_lost(bench) -> None:
    text = (
        "On 5 March 2022 Kyrgyz and Tajik border guards exchanged fire near Batken. Two Kyrgyz soldiers were killed. "
        "A Tajik guard was killed as well."
    )
    assert 3 in {e.killed for e in bench.events(text) if e.type == "ASSAULT"}


def test_the_table_weighs_one_role() -> None:
    table = load_table()
    assert set(table.weights) == {ROLE}
    assert 0 < table.least[ROLE] < 1
