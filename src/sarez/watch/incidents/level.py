"""What an incident is: levels.yaml, read and checked, with a user's own file laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarez.vocabulary.events import QUADS, load_events
from sarez.vocabulary.tables import fault, mapping, one_of, read_table, sentence, word_list

if TYPE_CHECKING:
    import pyarrow as pa

SHIPPED = Path(__file__).parent / "levels.yaml"
FIELDS = {"types", "modes", "quads", "deaths"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: what an event must all have; an empty field asks nothing."""

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    is_deadly: bool = False

    def mask(self, rows: pa.Table) -> pa.Array:
        """Which rows of the table of events are of this kind."""
        import pyarrow as pa
        import pyarrow.compute as pc

        fits = pc.equal(rows.column("status"), "occurred")
        for name, allowed in (("type", self.types), ("mode", self.modes), ("quad", self.quads)):
            if allowed:
                fits = pc.and_(fits, pc.is_in(rows.column(name), value_set=pa.array(allowed)))
        if self.is_deadly:
            fits = pc.and_(fits, pc.greater(pc.fill_null(rows.column("deaths"), 0), 0))
        return fits


@dataclass(frozen=True, slots=True)
class Level:
    """A level of incidents: its name, its words by language, and the kinds of act that are on it."""

    name: str
    labels: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    kinds: tuple[Kind, ...]

    def label(self, language: str = "en") -> str:
        """The label in a language; English where there is none."""
        return dict(self.labels).get(language[:2]) or dict(self.labels)["en"]

    def mask(self, rows: pa.Table) -> pa.Array:
        """Which rows of the table of events are incidents of this level."""
        import pyarrow.compute as pc

        fits = self.kinds[0].mask(rows)
        for kind in self.kinds[1:]:
            fits = pc.or_(fits, kind.mask(rows))
        return fits


@lru_cache(maxsize=8)
def load_levels(folder: Path | None = None) -> dict[str, Level]:
    """The levels by name; a levels.yaml in `folder` adds or replaces some. DataError on a bad file."""
    found: dict[str, Level] = {}
    for path in (SHIPPED, folder / SHIPPED.name if folder else None):
        if path is not None and (path == SHIPPED or path.exists()):
            part = mapping(path, "levels", read_table(path).get("levels"))
            found |= {name: read_level(path, name, value) for name, value in part.items()}
    return found


def read_level(path: Path, name: str, value: Any) -> Level:
    """One entry of `levels`."""
    row = mapping(path, name, value)
    told = row.get("counts")
    kinds = tuple(_kind(path, name, one) for one in (told if isinstance(told, list) else [told]))
    if not kinds:
        raise fault(path, f"{name}, counts", "no kind of act is named", "Write `- {types: ASSAULT}`.")
    return Level(name, _words(path, name, "label", row), _words(path, name, "description", row), kinds)


def _words(path: Path, name: str, key: str, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    place = f"{name}, {key}"
    told = mapping(path, place, row.get(key))
    if "en" not in told:
        raise fault(path, place, "the English is wanted here", "Write `en:` and the words.")
    return tuple((code, sentence(path, place, text)) for code, text in told.items())


def _kind(path: Path, name: str, value: Any) -> Kind:
    place = f"{name}, counts"
    row = mapping(path, place, value)
    if unknown := set(row) - FIELDS:
        raise fault(path, place, f"{min(unknown)!r} is not known here", f"Use {', '.join(sorted(FIELDS))}.")
    if "deaths" in row:
        one_of(path, f"{place}, deaths", row["deaths"], ("some",))

    def words(key: str, allowed: Any) -> tuple[str, ...]:
        given = word_list(path, f"{place}, {key}", row.get(key))
        return tuple(one_of(path, f"{place}, {key}", word, allowed) if allowed else word for word in given)

    return Kind(words("types", load_events()), words("modes", ()), words("quads", QUADS), "deaths" in row)
