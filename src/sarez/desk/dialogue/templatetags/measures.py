"""Tags and filters of the pages of measures: times where they are told, and what a clock says in words."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarez.desk.dialogue.measures import catalogue
from sarez.desk.dialogue.measures.moments import ZONES
from sarez.desk.dialogue.measures.running import spans_of, zone_of
from sarez.desk.dialogue.models import Arrangement
from sarez.desk.events.wording import language
from sarez.vocabulary.measures import HAPPENS, START, Clock, Measure, Span, Words

register = template.Library()


@register.filter
def at(moment: datetime | None, zone: str) -> str:
    """Day and time of a moment in a zone: `2024-05-30 14:30`."""
    return moment.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M") if moment else ""


@register.filter
def zone_name(zone: str) -> str:
    """What the time of a zone is called: by its city."""
    return str(dict(ZONES).get(zone, zone))


@register.filter
def beside(one: str, two: str) -> str:
    """The address of what two parties have in use; their names may not stand in a path."""
    if "/" in one + two:
        return f"{reverse('measures-acts')}?{urlencode({'party': one, 'other': two})}"
    return reverse("measures-pair", args=sorted((one, two)))


@register.filter
def on(address: str, day: str) -> str:
    """An address that keeps the day asked about."""
    return f"{address}{'&' if '?' in address else '?'}as_of={day}" if day else address


@register.filter
def told(words: Words) -> str:
    """A text of the catalogue in the language of the page."""
    return words.told(language())


@register.filter
def measure_label(name: str) -> str:
    """What a measure is called, by its name."""
    return catalogue.measure_called(str(name)).label.told(language())


@register.filter
def dimension(measure: Measure) -> str:
    """What the dimension of a measure is called."""
    return catalogue.called(catalogue.measures().dimensions, measure.dimension)


@register.filter
def source_of(measure: Measure) -> str:
    """Where a measure comes from."""
    return catalogue.called(catalogue.measures().sources, measure.source)


@register.filter
def kind_of(measure: Measure) -> str:
    """What kind of measure it is."""
    return catalogue.called(catalogue.measures().kinds, measure.kind)


@register.filter
def step_label(name: str) -> str:
    """What a step is called, by its name."""
    return catalogue.called(catalogue.measures().steps, str(name))


@register.filter
def timed(measure: Measure) -> list[Clock]:
    """The steps of a measure that have a time."""
    return [clock for clock in measure.clocks if clock.is_timed]


@register.filter
def rule(clock: Clock) -> str:
    """By when a step is due, in words."""
    if clock.yearly:
        month, day = (int(part) for part in clock.yearly.split("-"))
        return _("each year by %(day)s") % {"day": formatted(date(2024, month, day), "j E")}
    if clock.before:
        if not clock.before.count:
            return _("when it begins")
        return _("%(span)s before it begins, or earlier") % {"span": span(clock.before)}
    if clock.within is None:
        return _("no time set")
    within = _("within %(span)s") % {"span": span(clock.within)}
    if clock.of not in (START, HAPPENS):
        step = catalogue.called(catalogue.measures().steps, clock.of)
        within = _("within %(span)s of: %(step)s") % {"span": span(clock.within), "step": step.lower()}
    if clock.earliest:
        return _("%(within)s, not before %(span)s") % {"within": within, "span": span(clock.earliest)}
    return within


@register.filter
def span(length: Span) -> str:
    """A length of time: 48 hours."""
    told_ = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", length.count),
        "days": ngettext("%(n)d day", "%(n)d days", length.count),
        "months": ngettext("%(n)d month", "%(n)d months", length.count),
    }[length.unit]
    return told_ % {"n": length.count}


@register.filter
def times(arrangement: Arrangement) -> list[tuple[str, str]]:
    """The times an arrangement sets: what the step is called, and how long."""
    steps = catalogue.measures().steps
    return [
        (catalogue.called(steps, name), _before(name) % {"span": span(length)})
        for name, length in spans_of(arrangement).items()
    ]


def _before(step: str) -> str:
    return _("%(span)s before it begins, or earlier") if step == "given" else _("within %(span)s")
