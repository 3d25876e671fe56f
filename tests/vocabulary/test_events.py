from pathlib import Path

from sarez.vocabulary.events import load_events, load_statuses

# The mapping of gold/score.py, copied: the two must not drift apart.
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}


def test_every_type_of_the_guide_is_there_with_its_quad_class() -> None:
    assert {name: t.quad for name, t in load_events().items()} == QUAD


def test_the_symmetrical_types_are_those_of_the_guide() -> None:
    assert {n for n, t in load_events().items() if t.is_symmetrical} == {"AGREE", "CONSULT", "COOPERATE"}


def test_cooperation_weighs_up_and_conflict_weighs_down() -> None:
    for event_type in load_events().values():
        assert (event_type.weight < 0) is event_type.is_conflict, event_type.name


def test_the_worst_act_is_an_assault() -> None:
    assert min(load_events().values(), key=lambda t: t.weight).name == "ASSAULT"


def test_the_statuses_are_those_of_the_guide() -> None:
    assert list(load_statuses()) == ["occurred", "planned", "called_for", "denied"]


def test_a_users_own_file_replaces_one_type_and_leaves_the_rest(tmp_path: Path) -> None:
    row = "{quad: verbal conflict, weight: -3, symmetrical: false, description: Ours.}"
    (tmp_path / "events.yaml").write_text(f"types:\n  REQUEST: {row}\n", encoding="utf-8")
    types = load_events(tmp_path)
    assert types["REQUEST"].weight == -3
    assert types["AID"] == load_events()["AID"]
