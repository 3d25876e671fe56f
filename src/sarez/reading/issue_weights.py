"""Which issues a record gets: what speaks for each is weighed, the weights are data."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sarez.vocabulary.tables import SHIPPED, fault, mapping, number, read_table, section

ENOUGH = 0.8  # one strong cue, or two different weak ones (0.4 each)
ENCOUNTERS = frozenset({"CONSULT", "COOPERATE", "AGREE"})
CIVILIANS = "civilians"
ARMED = "armed group"


@dataclass(frozen=True, slots=True)
class Support:
    """The cue weight of each issue, by where it stands.

    In the record's own sentence, the sentences beside it, the rest of its paragraph, the paragraph following, the
    headline, the names of the parties, sentences anywhere that say what was discussed; its share of the report,
    and the issues for which the report has a strong cue at all.
    """

    sentence: Mapping[str, float] = field(default_factory=dict)
    beside: Mapping[str, float] = field(default_factory=dict)
    paragraph: Mapping[str, float] = field(default_factory=dict)
    following: Mapping[str, float] = field(default_factory=dict)
    headline: Mapping[str, float] = field(default_factory=dict)
    parties: Mapping[str, float] = field(default_factory=dict)
    discussed: Mapping[str, float] = field(default_factory=dict)
    report: Mapping[str, float] = field(default_factory=dict)
    strong: frozenset[str] = frozenset()


def acts_of(event_type: str | None, engagement_kind: str | None, parties: Sequence[str]) -> tuple[str, ...]:
    """The names under which an act may imply issues: its type, its kind, and the type with whom it concerns."""
    acts = [a for a in (event_type, engagement_kind) if a]
    if event_type:
        states = {p for p in parties if len(p) == 3 and p.isupper()}
        acts += [f"{event_type} of {p}" for p in (CIVILIANS, ARMED) if p in parties]
        acts += [f"{event_type} between states"] if len(states) > 1 else []
    return tuple(acts)


def attach(
    support: Support,
    event_type: str | None = None,
    engagement_kind: str | None = None,
    parties: Sequence[str] = (),
) -> tuple[str, ...]:
    """The issues of a record, the surest first: all whose confidence reaches the table's `least`."""
    sure = confidences(support, acts_of(event_type, engagement_kind, parties))
    least = load_weights().least
    return tuple(i for i in sorted(sure, key=lambda i: (-sure[i], i)) if sure[i] >= least)


def candidates(
    support: Support, acts: Sequence[str], implied: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """Every issue that anything speaks for: a cue somewhere in the report, or the act itself."""
    places = (support.report, support.headline, support.parties)
    return sorted({i for place in places for i in place} | {i for act in acts for i in implied.get(act, {})})


def confidences(support: Support, acts: Sequence[str]) -> dict[str, float]:
    """How sure each candidate issue is, 0 to 1."""
    table = load_weights()
    sure = {}
    for issue in candidates(support, acts, table.implied):
        score = table.issues.get(issue, 0.0) + sum(table.implied.get(a, {}).get(issue, 0.0) for a in acts)
        score += sum(table.features[name] * x for name, x in features(support, issue, acts).items())
        sure[issue] = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return sure


def features(support: Support, issue: str, acts: Sequence[str]) -> dict[str, float]:
    """What speaks for one issue, as numbers; the names are those of the weight table."""
    own, beside = support.sentence.get(issue, 0.0), support.beside.get(issue, 0.0)
    headline, share = support.headline.get(issue, 0.0), support.report.get(issue, 0.0)
    discussed = support.discussed.get(issue, 0.0)
    rank = sum(1 for other in support.report.values() if other > share) if share else 9
    loud = [i for i, weight in support.sentence.items() if weight >= ENOUGH]
    encounter = bool(acts) and (acts[0] in ENCOUNTERS or acts[0].islower())
    manner = "encounter" if encounter else "act"
    given = {
        "always": 1.0,
        "own strong": float(own >= ENOUGH),
        "own loud": min(max(own - 1.0, 0.0), 2.0),
        "own weak": float(0 < own < ENOUGH),
        "own alone": float(own >= ENOUGH and len(loud) == 1),
        "beside": float(beside >= ENOUGH),
        "beside weak": float(0 < beside < ENOUGH),
        "paragraph": float(support.paragraph.get(issue, 0.0) >= ENOUGH),
        "following": float(support.following.get(issue, 0.0) >= ENOUGH),
        "headline": float(headline >= ENOUGH),
        "headline weak": float(0 < headline < ENOUGH),
        "party": float(support.parties.get(issue, 0.0) >= ENOUGH),
        "discussed": float(discussed >= ENOUGH),
        "report first": float(rank == 0),
        "report second": float(rank == 1),
        "report third": float(rank == 2),
        "report share": share,
        "report weak": float(bool(share) and issue not in support.strong),
    }
    if not loud:
        given |= {f"silent, {name}": given[name] for name in SILENT}
    return given | {f"{name}, {manner}": given[name] for name in BY_MANNER}


SILENT = ("headline", "beside", "discussed", "report first", "report second", "report third", "party")
BY_MANNER = (
    "own strong",
    "beside",
    "paragraph",
    "following",
    "discussed",
    "report first",
    "report second",
    "headline",
)
FEATURES = {*features(Support(), "", ["meeting"]), *features(Support(), "", ["AID"])}


@dataclass(frozen=True, slots=True)
class IssueWeights:
    """The weight table: per feature, per issue, and per issue that an act implies; `least` confidence to attach."""

    least: float
    features: Mapping[str, float]
    issues: Mapping[str, float]
    implied: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def load_weights() -> IssueWeights:
    """The weight table of the installation. DataError on a bad file."""
    path = SHIPPED / "issue_weights.yaml"
    table = read_table(path)

    def numbers(place: str, value: Any) -> dict[str, float]:
        return {k: number(path, f"{place}, {k}", v, -30, 30) for k, v in mapping(path, place, value).items()}

    implied = {act: numbers(f"implied, {act}", row) for act, row in section(path, table, "implied").items()}
    weights = numbers("features", table.get("features"))
    if missing := FEATURES - set(weights):
        raise fault(
            path, "features", f"{sorted(missing)[0]!r} is missing", "Restore the file that ships with Sarez."
        )
    least = number(path, "least", table.get("least"), 0, 1)
    return IssueWeights(least, weights, numbers("issues", table.get("issues")), implied)
