"""What a report can be about, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.vocabulary.tables import fault, layers, mapping, section, sentence, word_list

LANGUAGES = ("en", "ru")
STRENGTHS = ("strong", "weak")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that speaks for an issue; `companions` are words of which one must stand near it."""

    text: str
    language: str
    strength: str
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: labels by language, cues, and the phrases (`exclusions`) in which a cue means something else."""

    name: str
    labels: tuple[tuple[str, str], ...]
    description: str
    cues: tuple[Cue, ...]
    exclusions: tuple[str, ...]

    def label(self, language: str = "en") -> str:
        """The label in a language; English, then the name, where there is none."""
        labels = dict(self.labels)
        return labels.get(language) or labels.get("en") or self.name


@dataclass(frozen=True, slots=True)
class Issues:
    """All issues, the phrases whose words speak for none of them, and the words by which a text says what was discussed."""

    by_name: dict[str, Issue]
    idioms: tuple[str, ...]
    discussed: tuple[str, ...]


def read_cues(path: Path, name: str, row: dict[str, Any]) -> list[Cue]:
    """The cues of one entry, in every language it has."""
    cues = []
    for language in LANGUAGES:
        if language not in row:
            continue
        part = mapping(path, f"{name}, {language}", row[language])
        for strength in STRENGTHS:
            words = word_list(path, f"{name}, {language}, {strength}", part.get(strength))
            cues += [Cue(word, language, strength) for word in words]
        near = mapping(path, f"{name}, {language}, near", part["near"]) if "near" in part else {}
        for word, companions in near.items():
            listed = word_list(path, f"{name}, {language}, near, {word}", companions)
            cues.append(Cue(word, language, "strong", listed))
        if unknown := set(part) - {*STRENGTHS, "near"}:
            remedy = "Use strong, weak or near."
            raise fault(path, f"{name}, {language}", f"{sorted(unknown)[0]!r} is not known here", remedy)
    return cues


def read_issue(path: Path, name: str, value: Any, before: Issue | None) -> Issue:
    """One entry of `issues` in issues.yaml, added to what was known `before` under that name."""
    row = mapping(path, name, value)
    if unknown := set(row) - {"label", "description", "not", "drop", *LANGUAGES}:
        remedy = f"Use label, description, not, drop, {', '.join(LANGUAGES)}."
        raise fault(path, name, f"{sorted(unknown)[0]!r} is not known here", remedy)
    labels = dict(before.labels) if before else {}
    if not before or "label" in row:
        given = mapping(path, f"{name}, label", row.get("label"))
        labels |= {code: sentence(path, f"{name}, label, {code}", text) for code, text in given.items()}
    description = before.description if before else ""
    if not before or "description" in row:
        description = sentence(path, f"{name}, description", row.get("description"))
    dropped = set(word_list(path, f"{name}, drop", row.get("drop")))
    kept = [cue for cue in (before.cues if before else ()) if cue.text not in dropped]
    exclusions = (before.exclusions if before else ()) + word_list(path, f"{name}, not", row.get("not"))
    return Issue(name, tuple(labels.items()), description, (*kept, *read_cues(path, name, row)), exclusions)


@lru_cache(maxsize=8)
def load_issues(folder: Path | None = None) -> Issues:
    """The issues that ship, with those of an issues.yaml in `folder` laid over them.

    A user's own file may add issues, add cues to those there are, and `drop` cues by their text. DataError on a bad file.
    """
    by_name: dict[str, Issue] = {}
    idioms: tuple[str, ...] = ()
    discussed: tuple[str, ...] = ()
    for path, table in layers("issues.yaml", folder):
        idioms += word_list(path, "nothing", table.get("nothing"))
        discussed += word_list(path, "discussed", table.get("discussed"))
        for name, value in section(path, table, "issues").items():
            by_name[name] = read_issue(path, name, value, by_name.get(name))
    return Issues(by_name, idioms, discussed)
