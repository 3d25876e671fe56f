"""Names out of a text, and every other place of the text where it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from sarez.desk.accounts.redaction import MARK, pattern_of, redact, without

NAME = pattern_of(["Kamol Ergashev", "Ergashev"])
WORDS = st.sampled_from(
    [
        "Kamol Ergashev",
        "Kamol\nErgashev",
        "ERGASHEV",
        "Ergashev's",
        "guards",
        "met",
        ".",
        "Камол",
        "ErgashevX",
        "",
    ]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@given(TEXTS)
def test_no_whole_name_is_left(text):
    assert NAME.search(redact(text, NAME).text) is None


@given(TEXTS, st.data())
@example("Ergashev met Ergashev", None)
def test_evidence_clear_of_the_names_keeps_its_words(text, data):
    done = redact(text, NAME)
    spans = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1)]
    chosen = spans if data is None else [data.draw(st.sampled_from(spans))] if spans else []
    for start, end in chosen:
        moved = done.text[done.moved(start) : done.moved(end, is_end=True)]
        if not any(a < end and b > start for a, b in done.spans):
            assert moved == text[start:end]
        else:
            assert MARK in moved and 0 <= done.moved(start) < done.moved(end, is_end=True) <= len(done.text)


@given(TEXTS, st.data())
def test_places_keep_their_order(text, data):
    done = redact(text, NAME)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    assert [done.moved(p) for p in places] == sorted(done.moved(p) for p in places)


def test_a_russian_surname_is_found_in_its_cases():
    text = "Эргашев сказал; у Эргашева; Эргашевым. Эргашевский район."
    name = pattern_of(["Эргашев"])
    assert redact(text, name).text == f"{MARK} сказал; у {MARK}; {MARK}. Эргашевский район."


def test_a_name_alone_leaves_a_list_and_is_replaced_in_a_sentence():
    values = {"people": ["Kamol Ergashev", "Aziz Rahimov"], "text": "that Ergashev go", "where": {"lat": 1.5}}
    assert without(values, NAME) == {
        "people": ["Aziz Rahimov"],
        "text": f"that {MARK} go",
        "where": {"lat": 1.5},
    }


def test_no_name_no_change():
    assert redact("any text", pattern_of([])).text == "any text"
