"""Which later report bears on a promise: what speaks for it, what keeps apart, what it reads like."""

from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.errors import DataError
from sarez.reading.bearing import judge, promise_of, proposed, take
from sarez.reading.bearing.acts import acts_in, encounters_in, load_acts, reads_like
from sarez.reading.bearing.links import baseline, by_bearing, load_chronicle, measure
from sarez.reading.bearing.ranking import load_table, score
from sarez.reading.bearing.signs import signs
from sarez.reading.bearing.texts import months_of
from sarez.reading.stems import stems
from sarez.region.region import load_region

REGION = load_region()
SOURCE = "Talks in Osh.\nOn 5 March 2021 Kyrgyzstan and Uzbekistan agreed in Osh to reopen the Dostuk checkpoint. Tea was served."
PROMISE = "Kyrgyzstan and Uzbekistan to reopen the Dostuk checkpoint"


def text(raw, day="2021-05-01"):
    return take(raw, date.fromisoformat(day), REGION)


def promise(wording=PROMISE, source=SOURCE, day="2021-03-06", **more):
    return promise_of(wording, text(source, day), REGION, **more)


def test_the_report_of_the_same_thing_is_proposed_and_another_border_is_not():
    later = {
        "done": text(
            "Queues at Dostuk.\nThe Dostuk checkpoint between Kyrgyzstan and Uzbekistan was reopened on Monday."
        ),
        "other": text("Kazakhstan and Russia opened a road bridge near Uralsk. Lorries were waiting."),
    }
    found = proposed(promise(), later)
    assert [name for name, _bearing in found] == ["done"]
    bearing = found[0][1]
    assert bearing.reads_like == "carried_out"
    assert "the same parties" in bearing.reasons
    assert any("Dostuk" in reason for reason in bearing.reasons)
    assert later["done"].raw[bearing.start : bearing.end].startswith("The Dostuk checkpoint")


def test_an_earlier_report_never_bears_on_a_promise():
    assert (
        score(
            promise(), text("The Dostuk checkpoint of Kyrgyzstan and Uzbekistan was reopened.", "2021-03-01")
        )
        == 0
    )


def test_an_ordinary_forum_does_not_satisfy_an_extraordinary_one_nor_the_reverse():
    source = "The Central Asian Expert Forum agreed to go on meeting every year, and that an extraordinary forum is possible."
    yearly = promise("to continue the annual Central Asian Expert Forum", source)
    special = promise("to hold an extraordinary session of the Central Asian Expert Forum", source)
    ordinary = text(
        "The fifth Central Asian Expert Forum met in Tashkent. Experts of the five countries spoke of water."
    )
    extra = text(
        "An extraordinary session of the Central Asian Expert Forum met in Bishkek. Experts spoke of Afghanistan."
    )
    assert score(special, ordinary) == 0 < score(special, extra)
    assert score(yearly, extra) == 0 < score(yearly, ordinary)


def test_no_more_than_three_are_proposed_and_the_best_come_first():
    later = {
        n: text(f"Kyrgyzstan and Uzbekistan reopened the Dostuk checkpoint again, for day {n}.")
        for n in range(6)
    }
    later[9] = text(
        "Kyrgyzstan and Uzbekistan reopened the Dostuk checkpoint in Osh as they had agreed on 5 March."
    )
    found = proposed(promise(), later)
    assert len(found) == 3
    assert found[0][0] == 9
    assert [b.score for _key, b in found] == sorted((b.score for _key, b in found), reverse=True)


def test_states_come_from_the_wording_else_from_the_words_it_rests_on_or_from_who_is_on_record():
    assert promise().states == {"KGZ", "UZB"}
    source = "Presidents Japarov and Rahmon met in Dushanbe. Both promised calm on the border."
    assert promise("Both to keep calm on the border", source).states == {"KGZ", "TJK"}
    assert promise("the ditch to be cleared", source, parties=["KAZ"]).states == {"KAZ"}


def test_months_without_a_year_lie_before_the_day():
    assert months_of("In April and on 5 December, and in June 2023", date(2022, 5, 3)) == {
        (2022, 4),
        (2021, 12),
        (2023, 6),
    }
    assert months_of("They may march on", date(2022, 5, 3)) == set()


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Moscow denied that it had agreed to anything.", "denied"),
        ("The meeting was put off until autumn.", "postponed"),
        ("The truce did not hold for an hour.", "broken"),
        ("Work on the first stage has started.", "begun"),
        ("The treaty entered into force on Monday.", "carried_out"),
        ("The ministers discussed water.", ""),
    ],
)
def test_what_a_sentence_reads_like(words, outcome):
    assert reads_like(words) == outcome


def test_kinds_of_acts_are_told_by_their_words():
    assert "ratify" in acts_in(stems("the treaty to be ratified by both parliaments"))
    assert encounters_in(tuple(stems("an extraordinary expert forum"))) == (True, True)
    assert encounters_in(
        tuple(stems("extraordinary losses, said the commission at the end of the forum"))
    ) == (True, False)


def test_the_lexicon_and_the_table_fit_each_other():
    acts = load_acts()
    assert acts.promised.keys() == acts.told.keys()
    assert all(acts.promised.values()) and all(acts.told.values())
    assert load_table().weights.keys() == signs(promise(), text("Rain.")).keys()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts_can_be_laid_beside_each_other(one, two):
    made = promise_of(one, text(two, "2021-03-06"), REGION)
    later = text(two)
    found = judge(made, later)
    assert 0 <= found.score <= 1
    assert 0 <= found.start <= found.end <= len(two)


def test_on_the_sample_chronicle_the_right_report_is_among_the_first_three_and_what_bears_on_nothing_is_left_alone():
    with resources.as_file(resources.files("sarez.sample")) as folder:
        chronicle = load_chronicle(folder)
    found, plain = measure(chronicle, by_bearing(chronicle)), baseline(chronicle, 0.1)
    assert found.among_first >= 0.8
    assert found.for_nothing <= 0.1
    assert found.among_first > plain.among_first + 0.2


def test_a_folder_without_links_is_named_with_what_is_wrong(tmp_path):
    with pytest.raises(DataError, match="no chronicle"):
        load_chronicle(tmp_path)
    (tmp_path / "links.json").write_text(
        '[{"commitment": {"file": "2020-01-01-a.txt", "text": "x"}, "evidence": []}]'
    )
    with pytest.raises(DataError, match="2020-01-01-a"):
        load_chronicle(tmp_path)
