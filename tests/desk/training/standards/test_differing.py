"""What a later version of a standard changes."""

from sarez.desk.training.standards.differing import difference
from sarez.desk.training.standards.tree import Lesson, Module, Objective, Standard


def version(*objectives):
    rows = tuple(Objective(*o) for o in objectives)
    return Standard(
        "x", "1", "T", "I", modules=(Module("1", "M", "", (Lesson("1.1", "L", "", None, rows),)),)
    )


def told(difference):
    changed = [(c.before.number, c.after.number) for c in difference.changed]
    return [o.number for o in difference.new], [o.number for o in difference.gone], changed


def test_nothing_differs_from_itself():
    one = version(("1", "know this"), ("2", "do that", "", "do"))
    assert difference(one, one).is_none


def test_new_gone_worded_otherwise_and_moved():
    before = version(("1", "Know the law."), ("2", "Draw a map"), ("3", "Name the parties"))
    after = version(
        ("1", "Draw a map"), ("2", "Write an agreement"), ("3", "Name all parties"), ("4", "know the law")
    )
    found = difference(before, after)
    assert told(found) == (["2"], [], [("2", "1"), ("3", "3"), ("1", "4")])
    assert found.renumbered == {"2": "1", "1": "4"}


def test_what_is_gone_is_told_by_its_old_number():
    assert told(difference(version(("1", "a"), ("2", "b")), version(("1", "a")))) == ([], ["2"], [])


def test_asking_for_more_is_a_change():
    assert told(difference(version(("1", "a")), version(("1", "a", "", "do")))) == ([], [], [("1", "1")])


def test_other_words_under_the_same_number_are_another_objective():
    before, after = (
        version(("1", "Tell a dispute from a conflict")),
        version(("1", "Write down what each side needs")),
    )
    assert told(difference(before, after)) == (["1"], ["1"], [])
