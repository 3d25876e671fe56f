from sarez.vocabulary.engagements import load_engagements


def test_every_kind_of_the_guide_is_there() -> None:
    assert set(load_engagements()) == {
        "meeting",
        "negotiation",
        "conference",
        "training",
        "visit",
        "briefing",
        "signing",
        "call",
        "accreditation",
        "deployment",
        "launch",
    }


def test_what_the_guide_calls_a_conference_or_a_training_is_found_by_its_synonyms() -> None:
    kinds = load_engagements()
    assert {"forum", "summit", "seminar", "round table", "session"} <= set(kinds["conference"].words)
    assert {"course", "workshop", "exercise"} <= set(kinds["training"].words)


def test_no_word_names_two_kinds() -> None:
    words = [w for kind in load_engagements().values() for w in kind.words]
    assert sorted(words) == sorted(set(words))


def test_decision_13_experts_cooperate_and_states_consult() -> None:
    conference = load_engagements()["conference"]
    assert (conference.event, conference.expert_event) == ("CONSULT", "COOPERATE")
    assert load_engagements()["training"].event == "COOPERATE"
    assert load_engagements()["accreditation"].event == "SUPPORT"
    assert load_engagements()["deployment"].event == "MOBILIZE"
