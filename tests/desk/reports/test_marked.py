"""A text is cut into paragraphs and marked exactly where its claims rest, and is never taken for HTML."""

from hypothesis import given
from hypothesis import strategies as st

from sarez.desk.reports.marked import Mark, paragraphs, span_of_words


def shown(found):
    return [(p.text, p.claims) for paragraph in found for p in paragraph.pieces]


def test_overlapping_marks_are_cut_where_each_begins_and_ends():
    text = "Border guards exchanged fire near Vorukh."
    found = paragraphs(text, [], [Mark(0, 28, 1), Mark(14, 41, 2)])
    assert shown(found) == [
        ("Border guards ", (1,)),
        ("exchanged fire", (1, 2)),
        (" near Vorukh.", (2,)),
    ]


def test_the_gravest_claim_colours_words_that_several_rest_on():
    (paragraph,) = paragraphs("fire", [], [Mark(0, 4, 1, "person", 7), Mark(0, 4, 2, "material-conflict", 0)])
    assert paragraph.pieces[0].tone == "material-conflict"
    assert paragraph.pieces[0].names == "2 1"


def test_a_mark_over_two_paragraphs_is_shown_in_both_and_numbered_once():
    found = paragraphs("One said.\n\nTwo said.", [], [Mark(4, 14, 9)])
    assert [(p.start, [q.text for q in p.pieces]) for p in found] == [
        (0, ["One ", "said."]),
        (11, ["Two", " said."]),
    ]
    assert [[m.claim for q in p.pieces for m in q.begins] for p in found] == [[9], []]


def test_markup_in_a_text_is_shown_and_not_run():
    (paragraph,) = paragraphs("<script>alert('x')</script>", [], [Mark(0, 8, 1)])
    html = "".join(p.html for p in paragraph.pieces)
    assert html == "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def test_a_carriage_return_is_kept_so_that_offsets_count_in_the_browser_as_on_the_desk():
    (paragraph,) = paragraphs("a\r\nb", [], [])
    assert paragraph.pieces[0].html == "a&#13;\nb"


def test_paragraphs_of_other_languages_and_of_the_page_around_are_told_apart():
    text = "Menu\nНа границе спокойно.\nAll is calm."
    passages = [
        {"start": 0, "end": 4, "role": "menu", "language": "en"},
        {"start": 5, "end": 25, "role": "foreign", "language": "ru"},
        {"start": 26, "end": 38, "role": "body", "language": "en"},
    ]
    menu, foreign, body = paragraphs(text, passages, [], "en")
    assert (menu.is_told, foreign.is_foreign, body.is_told, body.is_foreign) == (False, True, True, False)


def test_a_mark_that_lies_outside_the_text_is_left_out():
    assert shown(paragraphs("short", [], [Mark(3, 90, 1), Mark(4, 4, 2), Mark(-1, 2, 3)])) == [("short", ())]


@given(
    st.text(alphabet="ab \n\r<&é😀", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_every_piece_is_the_text_at_its_place_with_exactly_the_claims_over_it(text, spans, cuts):
    marks = [Mark(a, b, n) for n, (a, b) in enumerate(spans)]
    passages = [{"start": a, "end": min(b, len(text)), "role": "body"} for a, b in cuts]
    found = [p for paragraph in paragraphs(text, passages, marks) for p in paragraph.pieces]
    seen = set()
    for piece in found:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        for at in range(piece.start, piece.start + len(piece.text)):
            assert at not in seen
            seen.add(at)
            over = {m.claim for m in marks if m.start <= at < m.end <= len(text)}
            assert set(piece.claims) == over
    assert all(c.isspace() for at, c in enumerate(text) if at not in seen)


def test_words_are_found_whatever_blanks_lie_between_them():
    assert span_of_words("The two\n  sides met.", "two sides") == (4, 15)
    assert span_of_words("The two sides met.", "three sides") is None
    assert span_of_words("anything", "  ") is None
