"""Codes of others and what they are here: states, acts, releases; read from the tables in `codes/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.region.datafiles import blame, read_csv
from sarez.region.names import key
from sarez.vocabulary.events import QUADS, load_events

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.region.actors import Actors

HERE = Path(__file__).parent / "codes"
_STATES = ("iso3", "iso2", "numeric", "gleditsch_ward", "fips", "cameo", "name", "also")
_BRACKETS = re.compile(r"\s*\(.*\)\s*\Z")
NO_NAME = frozenset({"", "na", "none", "null", "nan", "-"})
"""What sources write where they name nothing, folded."""


@lru_cache(maxsize=1)
def states() -> dict[str, dict[str, str]]:
    """By scheme (`iso3`, `iso2`, `numeric`, `gw`, `fips`, `cameo`) each code and the ISO alpha-3 code of its state."""
    schemes: dict[str, dict[str, str]] = {
        name: {} for name in ("iso3", "iso2", "numeric", "gw", "fips", "cameo")
    }
    for _, row in read_csv(HERE / "states.csv", _STATES):
        iso3 = row["iso3"]
        for scheme, column in (
            ("iso3", "iso3"),
            ("iso2", "iso2"),
            ("numeric", "numeric"),
            ("gw", "gleditsch_ward"),
        ):
            schemes[scheme] |= {code: iso3 for code in row[column].split("|") if code}
        schemes["fips"] |= {code: iso3 for code in row["fips"].split("|") if code}
        schemes["cameo"] |= {code: iso3 for code in (iso3, *row["cameo"].split("|")) if code}
    return schemes


@lru_cache(maxsize=1)
def stateless() -> dict[str, frozenset[str]]:
    """By scheme the codes of regions and seas, which name no state."""
    rows = read_csv(HERE / "stateless.csv", ("scheme", "code", "says"))
    return {
        scheme: frozenset(r["code"] for _, r in rows if r["scheme"] == scheme) for scheme in ("cameo", "fips")
    }


@dataclass(frozen=True, slots=True)
class Act:
    """What a code of another scheme is here; `weight` from -10 to +10. `type` is None where PLOVER has none."""

    type: str | None
    mode: str | None
    quad: str | None
    weight: float | None


@lru_cache(maxsize=1)
def cameo() -> dict[str, Act]:
    """Each CAMEO code as an act."""
    path = HERE / "cameo.csv"
    acts: dict[str, Act] = {}
    types = load_events()
    for line, row in read_csv(path, ("code", "type", "mode", "quad", "weight")):
        if row["quad"] not in QUADS or (row["type"] and row["type"] not in types):
            raise blame(
                path, line, f"{row['type']} or {row['quad']} is not known.", "Use names of events.yaml."
            )
        acts[row["code"]] = Act(row["type"] or None, row["mode"] or None, row["quad"], float(row["weight"]))
    return acts


@lru_cache(maxsize=1)
def plover() -> dict[str, Act]:
    """The types of events.yaml as acts, by name."""
    return {name: Act(name, None, kind.quad, kind.weight) for name, kind in load_events().items()}


@lru_cache(maxsize=1)
def acled() -> dict[str, Act]:
    """ACLED's sub-events, in lower case, as acts."""
    rows = read_csv(HERE / "acled.csv", ("sub_event", "type", "mode"))
    known = plover()
    return {
        row["sub_event"].lower(): Act(
            row["type"] or None,
            row["mode"] or None,
            known[row["type"]].quad if row["type"] else None,
            known[row["type"]].weight if row["type"] else None,
        )
        for _, row in rows
    }


@lru_cache(maxsize=1)
def releases() -> dict[tuple[str, str], datetime]:
    """From when on a release (source, version) was known, where that is on file."""
    rows = read_csv(HERE / "releases.csv", ("source", "version", "known_at", "says"))
    return {
        (r["source"], r["version"]): datetime.fromisoformat(r["known_at"]).replace(tzinfo=UTC)
        for _, r in rows
    }


@dataclass(slots=True)
class Names:
    """Names of states as sources write them, looked up in the code tables and then among a region's actors."""

    actors: Actors | None = None
    known: dict[str, str | None] = field(default_factory=dict)

    def state_of(self, name: str) -> str | None:
        """The ISO alpha-3 code of a name (or of an alpha-3 code); None for one that is not known."""
        if name not in self.known:
            self.known[name] = self._look_up(name)
        return self.known[name]

    def is_name(self, name: str) -> bool:
        """Whether something is named at all."""
        return name.strip().lower() not in NO_NAME

    def _look_up(self, name: str) -> str | None:
        if not self.is_name(name):
            return None
        for form in (name.strip(), _BRACKETS.sub("", name).strip()):
            found = _names().get(key(form)) or states()["iso3"].get(form)
            if found is None and self.actors is not None:
                found = self.actors.state_of(form)
            if found:
                return found
        return None


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for _, row in read_csv(HERE / "states.csv", _STATES):
        names |= {key(name): row["iso3"] for name in (row["name"], *row["also"].split("|")) if key(name)}
    return names


def code_table(codes: dict[str, str]) -> pa.Table:
    """Codes and states as a table of two columns, `code` and `state`."""
    import pyarrow as pa

    return pa.table(
        {"code": pa.array(list(codes), pa.string()), "state": pa.array(list(codes.values()), pa.string())}
    )


def act_table(acts: dict[str, Act]) -> pa.Table:
    """Acts as a table: `code`, `type`, `mode`, `quad`, `weight`."""
    import pyarrow as pa

    def column(name: str, kind: pa.DataType) -> pa.Array:
        return pa.array([getattr(act, name) for act in acts.values()], kind)

    return pa.table(
        {
            "code": pa.array(list(acts), pa.string()),
            **{name: column(name, pa.string()) for name in ("type", "mode", "quad")},
            "weight": column("weight", pa.float64()),
        }
    )
