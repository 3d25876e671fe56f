"""Rules out of YAML: what is right is read, what is wrong is told by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.vocabulary.measures import Words
from sarez.watch.rules import Known, Rule, Rules, Sign, known_here, load_rules, to_yaml
from sarez.watch.rules.reading import PATH

KNOWN = Known(
    frozenset({"KGZ", "TJK", "UZB"}),
    frozenset({"water", "border"}),
    frozenset({"threats", "talks", "closures"}),
)
RULE = """\
budget: 4
rules:
  threats:
    says: They threaten each other.
    units: [pairs, tjk-kgz]
    when: {indicator: threats, step: week, over: 4, at_least: 2}
    level: yellow
    raised: {orange: 4, red: 8}
    window: 4 weeks
    cool_down: 10 days
"""


def told(text, known=KNOWN):
    return [(p.place, p.message) for p in load_rules(text, known=known)[1]]


def test_a_rule_is_read_with_its_defaults():
    rules, problems = load_rules(RULE, known=KNOWN)
    assert problems == []
    sign = Sign("indicator", "threats", "week", 4, "sum", at_least=2.0)
    assert rules == Rules(
        (
            Rule(
                "threats",
                Words("They threaten each other."),
                ("pairs", "KGZ-TJK"),
                sign,
                "yellow",
                28,
                10,
                raised=(("orange", 4.0), ("red", 8.0)),
            ),
        ),
        4,
    )
    assert rules.rules[0].line == 3


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("at_least: 2", "at_least: two", "line 6", "'at_least' cannot be 'two'."),
        ("at_least: 2", "at_least: .nan", "line 6", "'at_least' cannot be nan."),
        ("at_least: 2", "at_least: 2, at_most: 3", "line 6", "An indicator is compared in one way."),
        ("indicator: threats", "indicator: treats", "line 6", "There is no indicator 'treats'."),
        ("indicator: threats", "indicator: threats, forecast: armed", "line 6", "A rule has one sign."),
        ("level: yellow", "level: purple", "line 7", "'level' cannot be 'purple'."),
        ("orange: 4", "orange: 1", "line 8", "This does not rise."),
        ("red: 8", "yellow: 8", "line 8", "This does not rise."),
        ("4 weeks", "4 moons", "line 9", "'window' cannot be '4 moons'."),
        ("4 weeks", "0 weeks", "line 9", "'window' cannot be '0 weeks'."),
        ("    level: yellow\n", "", "line 3", "'level' is missing."),
        ("tjk-kgz", "tjk-kgx", "line 5", "KGX is no state that is watched."),
        ("tjk-kgz", "wattr", "line 5", "'wattr' is neither a state nor an issue."),
        ("budget: 4", "budget: -1", "line 1", "'budget' cannot be -1."),
        ("says: They", "color: red\n    says: They", "line 4", "'color' is not known here."),
        ("  threats:", "  Very bad:", "line 3", "'Very bad' cannot stand in an address."),
        ("level: yellow", "level: yellow\n    level: red", "line 8", "'level' stands here twice."),
    ],
)
def test_a_mistake_is_told_with_its_line(old, new, place, message):
    assert old in RULE
    assert (place, message) in told(RULE.replace(old, new, 1))


def test_a_name_nearly_right_is_guessed():
    assert load_rules(RULE.replace("threats, s", "treats, s"), known=KNOWN)[1][0].remedy == "Is it threats?"


def test_a_rule_with_a_mistake_is_left_out_and_the_others_stand():
    good = RULE.replace("budget: 4\nrules:\n", "").replace("  threats:", "  more:", 1)
    rules, problems = load_rules(RULE.replace("level: yellow", "level: blue") + good, known=KNOWN)
    assert [rule.name for rule in rules.rules] == ["more"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: [", "This is no YAML"),
        ("", "There are no rules here"),
        ("- a\n- b", "There are no rules here"),
        ("budget: 3", "The rules are missing"),
        ("rules: {a: 3}", "'a' holds nothing"),
        ("? {}\n: 2022-13-45", "no YAML"),
    ],
)
def test_what_is_no_file_of_rules_is_a_problem(text, message):
    rules, problems = load_rules(text)
    assert rules.rules == ()
    assert message in problems[0].message
    assert all(p.remedy for p in problems)


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert "cannot be read" in load_rules(tmp_path / "rules.yaml")[1][0].message


@given(
    st.text(max_size=60) | st.sampled_from(RULE.split("\n")).map(lambda line: RULE.replace(line, line[:-1]))
)
def test_any_text_is_rules_or_problems(text):
    rules, problems = load_rules(text, known=KNOWN)
    assert rules.rules or problems


def test_the_rules_that_ship_have_no_fault_and_speak_russian():
    rules, problems = load_rules(known=known_here())
    assert problems == []
    assert len(rules.rules) >= 8
    assert all(rule.says.ru for rule in rules.rules)
    assert {rule.sign.kind for rule in rules.rules} == {"indicator", "forecast", "change", "silence"}
    assert PATH.read_text("utf-8").startswith("# The warning rules")


LEVELS = ("yellow", "orange", "red")
NUMBERS = st.floats(0.01, 1000).map(lambda n: round(n, 3))
SIGNS = st.one_of(
    st.builds(
        Sign,
        st.just("indicator"),
        st.sampled_from(("threats", "talks")),
        st.sampled_from(("day", "week", "month")),
        st.integers(1, 100),
        st.sampled_from(("sum", "mean", "highest")),
        at_least=NUMBERS,
    ),
    st.builds(Sign, st.just("indicator"), st.just("talks"), over=st.integers(1, 9), at_most=NUMBERS),
    st.builds(
        Sign,
        st.just("forecast"),
        st.sampled_from(("armed", "any")),
        over=st.integers(1, 8),
        at_least=st.floats(0, 1),
        times_base=st.none() | NUMBERS,
    ),
    st.builds(
        Sign,
        st.just("change"),
        st.just("closures"),
        over=st.integers(1, 400),
        at_least=st.floats(1, 9),
        direction=st.sampled_from(("up", "down")),
    ),
    st.builds(Sign, st.just("silence"), step=st.just("day"), over=st.integers(1, 400), at_least=NUMBERS),
)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=30)


@st.composite
def a_rule(draw):
    sign = draw(SIGNS)
    down = sign.at_most is not None
    steps = [("orange", 2.0), ("red", 3.0)][: draw(st.integers(0, 2))]
    raised = tuple((name, sign.threshold + (-n if down else n)) for name, n in steps)
    units = st.sampled_from(("pairs", "countries", "KGZ-TJK", "TJK:Sughd", "water", "KGZ"))
    return Rule(
        draw(st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z]{1,3})?", fullmatch=True)),
        Words(draw(WORDS), draw(st.just("") | WORDS)),
        tuple(draw(st.lists(units, min_size=1, max_size=3))),
        sign,
        "yellow",
        draw(st.integers(1, 9999)),
        draw(st.integers(1, 9999)),
        issue=draw(st.sampled_from(("", "water"))),
        raised=raised,
        min_reports=draw(st.just(1.0) | NUMBERS),
        is_active=draw(st.booleans()),
    )


@given(st.lists(a_rule(), max_size=4, unique_by=lambda rule: rule.name), st.integers(0, 50))
def test_rules_written_and_read_again_are_the_same(found, budget):
    rules = Rules(tuple(found), budget, reserve=min(1, budget))
    if not found:
        return
    assert load_rules(to_yaml(rules), known=KNOWN) == (rules, [])
