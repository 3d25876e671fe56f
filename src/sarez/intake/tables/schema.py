"""The one table of events: what each column says, its type, and whether it may be empty.

An event is a row. One in which several states face several others has a row for each pair of states, told apart by
`part`; whoever counts events takes those of part 1. Times are UTC, codes of states ISO 3166-1 alpha-3. Empty means
not told, which is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

DATE_PRECISIONS = ("day", "week", "month", "year", "longer")
"""How finely the date is known. `first` and `last` are the first and last day it may be or it lasts."""
PLACE_PRECISIONS = ("place", "near", "district", "province", "country", "unknown")
"""How finely the place is known; `near` is within some 25 km of a known point."""
STATUSES = ("occurred", "planned", "called_for", "denied")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type (as `pyarrow.type_for_alias` reads it, or `list of string`), what it says."""

    name: str
    type: str
    may_be_empty: bool
    says: str


COLUMNS = (
    Column("id", "string", False, "the source's own number of the event, unique within source and version"),
    Column("part", "int8", False, "1 for an event, 2 and more for its further pairs of states"),
    Column("source", "string", False, "ucdp-ged, ucdp-candidate, acled, gdelt, icews, polecat or sarez"),
    Column("version", "string", False, "the release or day of download that the row is from"),
    Column("actor", "string", True, "the state that acted, or whose body, group or people did"),
    Column("recipient", "string", True, "the state acted upon"),
    Column("type", "string", True, "PLOVER type; empty where the source's code has none"),
    Column("mode", "string", True, "PLOVER mode, or a mode of vocabulary/data/events.yaml"),
    Column("code", "string", True, "the source's own code of the act: CAMEO, ACLED's sub-event, UCDP's kind of violence"),
    Column("quad", "string", True, "one of vocabulary.events.QUADS"),
    Column("intensity", "double", True, "Goldstein-like weight of the type or code, -10 to +10; not of harm"),
    Column("status", "string", False, "one of STATUSES"),
    Column("first", "date32", False, "first day that it may be or lasts"),
    Column("last", "date32", False, "last day that it may be or lasts"),
    Column("date_precision", "string", False, "one of DATE_PRECISIONS"),
    Column("country", "string", True, "the state where it happened"),
    Column("admin1", "string", True, "the province where it happened, as the region spells it where it knows it"),
    Column("place", "string", True, "the place where it happened, as the source names it"),
    Column("lat", "double", True, "degrees north"),
    Column("lon", "double", True, "degrees east"),
    Column("place_precision", "string", False, "one of PLACE_PRECISIONS"),
    Column("deaths_low", "int32", True, "fewest deaths told"),
    Column("deaths", "int32", True, "the best figure of deaths"),
    Column("deaths_high", "int32", True, "most deaths told"),
    Column("issues", "list of string", True, "names of vocabulary/data/issues.yaml"),
    Column("mentions", "int32", True, "how many reports or articles tell it"),
    Column("reference", "string", True, "where it was told: an address, or a report of the desk"),
    Column("published", "timestamp[us, UTC]", True, "when it was first published"),
    Column("known_at", "timestamp[us, UTC]", False, "from when on it could be known in this form"),
    Column("ended_at", "timestamp[us, UTC]", True, "from when on another form of it stood; empty while it stands"),
    Column("low", "int8", False, "lowest marking's number whose viewers see this row (0: TLP:CLEAR)"),
    Column("high", "int8", False, "highest marking's number whose viewers see this row (4: TLP:RED)"),
)  # fmt: skip


def schema() -> pa.Schema:
    """The Arrow schema of the table of events."""
    import pyarrow as pa

    special = {"list of string": pa.list_(pa.string()), "timestamp[us, UTC]": pa.timestamp("us", "UTC")}
    return pa.schema(
        [
            pa.field(
                c.name,
                special[c.type] if c.type in special else pa.type_for_alias(c.type),
                nullable=c.may_be_empty,
                metadata={"says": c.says},
            )
            for c in COLUMNS
        ]
    )
