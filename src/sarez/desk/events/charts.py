"""Pictures of counts: bars of cooperation above and conflict below a line as parts of the page, and charts as SVG files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarez.desk.events.counts import Counts, Period
from sarez.desk.events.listing import Filter
from sarez.desk.events.quads import COLOURS, DARK, LABELS, css_of
from sarez.desk.events.spans import Span

WIDTH, HALF, GAP = 1000, 130, 0.18
UP = ("material cooperation", "verbal cooperation")
DOWN = ("material conflict", "verbal conflict")
MOST_LABELS = 12
MOST_ISSUES = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle of the timeline, and the list it leads to."""

    x: float
    y: float
    width: float
    height: float
    css: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, the silent stretches, the labels under them and the scale."""

    bars: list[Bar]
    silent: list[tuple[float, float]]
    labels: list[tuple[float, str]]
    most: int
    width: int = WIDTH
    half: int = HALF

    @property
    def height(self) -> int:
        """From the top of the highest bar to the foot of the labels."""
        return 2 * self.half + 24


def timeline(counts: Counts, asked: Filter, as_of: str = "") -> Timeline:
    """The counts as bars: deeds next to the line, words beyond them; each bar leads to its list."""
    periods = counts.periods
    most = max((sum(p.quads[q] for q in side) for p in periods for side in (UP, DOWN)), default=0)
    step = WIDTH / max(1, len(periods))
    bars, silent, labels = [], [], []
    every = max(1, -(-len(periods) // MOST_LABELS))
    for n, period in enumerate(periods):
        left = n * step
        if period.is_silent:
            silent.append((round(left, 2), round(step, 2)))
        if n % every == 0:
            labels.append((round(left + step / 2, 1), label_of(period.span, counts.step)))
        bars += _column(period, counts.step, left + step * GAP / 2, step * (1 - GAP), most, asked, as_of)
    return Timeline(bars, silent, labels, most)


def _column(
    period: Period, step: str, left: float, width: float, most: int, asked: Filter, as_of: str
) -> list[Bar]:
    bars = []
    for side, down in ((UP, False), (DOWN, True)):
        base = 0.0
        for quad in side:
            n = period.quads[quad]
            if not n:
                continue
            height = n / most * HALF
            y = HALF + base if down else HALF - base - height
            told = _told(n, quad, label_of(period.span, step))
            link = address(asked, period.span, quad, as_of)
            bars.append(
                Bar(round(left, 2), round(y, 2), round(width, 2), round(height, 2), css_of(quad), told, link)
            )
            base += height
    return bars


def _told(n: int, quad: str, when: str) -> str:
    events = ngettext("%(n)d event", "%(n)d events", n) % {"n": n}
    return f"{when}: {events}, {LABELS[quad]}"


def address(asked: Filter, span: Span, quad: str = "", as_of: str = "", issue: str = "") -> str:
    """The list of the events of a period, of a quad class or issue."""
    own = {
        "since": span.first.isoformat(),
        "until": span.last.isoformat(),
        "quad": quad or asked.quad,
        "issue": issue or asked.issue,
    }
    return _rest(asked, as_of) + urlencode({name: value for name, value in own.items() if value})


@lru_cache(maxsize=64)
def _rest(asked: Filter, as_of: str) -> str:
    """What the addresses of all periods have in common: a table has hundreds."""
    status = asked.status or "occurred"
    query = asked.with_(since="", until="", quad="", issue="", status=status, order="")
    return f"{reverse('events')}?{query}&" + (f"as_of={as_of}&" if as_of else "")


def label_of(span: Span, step: str) -> str:
    """What a period is called under its bar."""
    if step == "year":
        return str(span.first.year)
    if step == "month":
        return date_format(span.first, "M Y")
    return date_format(span.first, "j M Y")


def quads_chart(counts: Counts, *, dark: bool = False) -> bytes:
    """Events by quad class over time, as SVG."""
    rows = [
        {
            "when": label_of(p.span, counts.step),
            "at": n,
            "class": str(LABELS[q]),
            "rank": r,
            "events": p.quads[q],
        }
        for n, p in enumerate(counts.periods)
        for r, q in enumerate(LABELS)
        if not p.is_silent
    ]
    colours = DARK if dark else COLOURS
    return _drawn(
        _frame(
            counts,
            dark,
            240,
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": _time_axis(counts),
                    "y": {
                        "field": "events",
                        "type": "quantitative",
                        "title": _("Events"),
                        "axis": {"tickMinStep": 1},
                    },
                    "color": {
                        "field": "class",
                        "scale": {
                            "domain": [str(v) for v in LABELS.values()],
                            "range": list(colours.values()),
                        },
                        "legend": {"title": None, "orient": "top"},
                    },
                    "order": {"field": "rank"},
                },
                "data": {"values": rows},
            },
        )
    )


def issues_chart(counts: Counts, names: dict[str, str], *, dark: bool = False) -> bytes:
    """Events by issue over time, as SVG: the more events, the fuller the field."""
    shown = counts.issues[:MOST_ISSUES]
    rows = [
        {"when": label_of(p.span, counts.step), "issue": names.get(i, i), "events": p.issues[i]}
        for p in counts.periods
        for i in shown
        if not p.is_silent
    ]
    ends = ["#1b2129", "#7fc0e6"] if dark else ["#ffffff", "#17577a"]
    return _drawn(
        _frame(
            counts,
            dark,
            20 * max(1, len(shown)),
            {
                "mark": {"type": "rect"},
                "encoding": {
                    "x": _time_axis(counts),
                    "y": {
                        "field": "issue",
                        "type": "nominal",
                        "title": None,
                        "sort": [names.get(i, i) for i in shown],
                        "axis": {"labelLimit": 260},
                    },
                    "color": {
                        "field": "events",
                        "type": "quantitative",
                        "scale": {"domainMin": 0, "range": ends, "interpolate": "lab"},
                        "legend": {"title": _("Events"), "tickMinStep": 1},
                    },
                },
                "data": {"values": rows},
            },
        )
    )


def _time_axis(counts: Counts) -> dict[str, Any]:
    labels = [label_of(p.span, counts.step) for p in counts.periods]
    every = max(1, -(-len(labels) // MOST_LABELS))
    axis = {"title": None, "labelAngle": -40 if counts.step != "year" else 0, "values": labels[::every]}
    return {"field": "when", "type": "ordinal", "sort": labels, "scale": {"domain": labels}, "axis": axis}


def _frame(counts: Counts, dark: bool, height: int, layer: dict[str, Any]) -> str:
    """The specification of a chart: the silent periods shaded, what was counted above them."""
    ink, line = ("#e4e6e8", "#2f3843") if dark else ("#1d2530", "#dedad0")
    silent = [{"when": label_of(p.span, counts.step)} for p in counts.periods if p.is_silent]
    shade = {
        "mark": {"type": "rect", "color": line, "opacity": 0.55},
        "encoding": {"x": _time_axis(counts)},
        "data": {"values": silent},
    }
    text = {"labelColor": ink, "titleColor": ink, "gridColor": line, "domainColor": line, "tickColor": line}
    return json.dumps(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": 720,
            "height": height,
            "background": None,
            "config": {
                "font": "sans-serif",
                "view": {"stroke": None},
                "axis": text,
                "legend": {"labelColor": ink, "titleColor": ink, "labelLimit": 260},
            },
            "layer": [shade, layer] if silent else [layer],
        },
        sort_keys=True,
    )


@lru_cache(maxsize=128)
def _drawn(specification: str) -> bytes:
    """The SVG of a chart. The same data is drawn once (warm, a new chart takes about 60 ms)."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(specification, vl_version="5.20")
    return svg.encode()


def shown(periods: Sequence[Period]) -> list[Period]:
    """The periods for a table, the latest first."""
    return list(reversed(periods))
