"""How much was reported: a row for each report, and one for each state that it tells of, with day, marking and known time.

A report tells of a state that one of its claims names as a party or as where something happened. The row without a
state counts it once, whatever it tells of. Silence is a day without rows, never a zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sarez.desk.accounts.markings import RED
from sarez.desk.events.models import Claim
from sarez.desk.reports.models import Report
from sarez.desk.warnings.watched.states import states_of

if TYPE_CHECKING:
    import pyarrow as pa

STEP = 2000  # reports asked for at once
_PARTIES = ("actor", "recipient", "organizers", "participants", "parties")
KINDS = ("event", "engagement", "commitment")


def schema() -> pa.Schema:
    """The Arrow schema of coverage; `country` is empty in the row of the whole. Seen by those from `low` to `high`."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("report", pa.int64(), nullable=False),
            pa.field("day", pa.date32(), nullable=False),
            pa.field("country", pa.string()),
            pa.field("reports", pa.int32(), nullable=False),
            pa.field("known_at", pa.timestamp("us", "UTC"), nullable=False),
            pa.field("low", pa.int8(), nullable=False),
            pa.field("high", pa.int8(), nullable=False),
        ]
    )


def table_of(reports: Sequence[int]) -> pa.Table:
    """The rows of these reports; those whose day of publication is not known have none."""
    import pyarrow as pa

    parts = [
        pa.Table.from_pylist(list(_rows(reports[at : at + STEP])), schema=schema())
        for at in range(0, len(reports), STEP)
    ]
    return pa.concat_tables(parts) if parts else schema().empty_table()


def _rows(reports: Sequence[int]) -> Iterator[dict[str, Any]]:
    found = Report.objects.filter(pk__in=list(reports), day__isnull=False).order_by("pk")
    known = list(found.values_list("pk", "day", "marking", "known_at"))
    told = _states({pk: day for pk, day, *_ in known})
    for pk, day, marking, known_at in known:
        row = {"report": pk, "day": day, "reports": 1, "known_at": known_at, "low": marking, "high": RED}
        for country in (None, *sorted(told.get(pk, ()))):
            yield row | {"country": country}


def _states(days: Mapping[int, date]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    claims = Claim.objects.filter(report__in=list(days), kind__in=KINDS).order_by()
    for report, values in claims.values_list("report", "values"):
        codes = [code for role in _PARTIES for code in values.get(role) or ()]
        found[report].update(states_of([*codes, *filter(None, [values.get("country")])], days[report]))
    return found
