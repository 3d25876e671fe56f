"""The indicators of a unit as figures: a chart, what it counts, its last value, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.glance.charts import Wide, wide
from sarez.desk.warnings.glance.findings import Moved
from sarez.desk.warnings.outlook import headlines
from sarez.desk.warnings.outlook.reading import Line
from sarez.desk.warnings.outlook.shelf import Outlook
from sarez.watch.units import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One period of a figure, as its table tells it."""

    period: str
    value: str
    events: int
    reported: int
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one unit over time."""

    name: str
    side: str
    label: str
    says: str
    line: Line
    chart: Wide
    rows: list[Row] = field(default_factory=list)
    left_out: int = 0
    moved: list[Moved] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether no event counts in all the periods shown."""
        return not self.line.total

    @property
    def last(self) -> tuple[str, str] | None:
        """The last value and its period, in words."""
        found = self.line.last
        if found is None:
            return None
        measure = headlines.indicators()[self.name].measure
        return naming.said(found[1], measure), naming.period_called(found[0], self.line.step)


def figures(
    found: Outlook,
    unit: Unit,
    lines: Mapping[str, Line],
    moved: Sequence[Moved],
    *,
    per_reports: bool,
    as_of: str,
) -> list[Figure]:
    """Every indicator that the outlook holds of a unit, in the order of indicators.yaml."""
    language = get_language() or "en"
    made = []
    for name, one in headlines.indicators().items():
        line = lines.get(name)
        if line is None:
            continue
        own = [m for m in moved if m.indicator == name]
        values = line.corrected if per_reports else line.values

        def behind(period: date, name: str = name, step: str = line.step) -> str:
            return naming.behind(unit, name, step, period, as_of)

        made.append(
            Figure(
                name,
                one.side,
                one.label(language),
                one.description(language),
                line,
                wide(
                    line,
                    values,
                    one.measure,
                    behind,
                    [(m.since, m.says, m.css) for m in own if m.since >= line.periods[0]],
                ),
                [
                    Row(
                        naming.period_called(period, line.step),
                        naming.said(values[at], one.measure),
                        line.events[at],
                        line.reported[at],
                        behind(period) if line.events[at] else "",
                    )
                    for at, period in reversed(list(enumerate(line.periods)))
                    if line.values[at] is not None
                ],
                sum(line.left_out),
                own,
            )
        )
    return made
