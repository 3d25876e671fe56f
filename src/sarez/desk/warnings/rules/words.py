"""What a rule says, in words for a page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from sarez.desk.events.wording import language
from sarez.desk.warnings.levels import unit_called
from sarez.desk.warnings.proposing import indicator_called
from sarez.watch.rules import Rule, Sign

GROUPS: dict[str, str | Promise] = {
    "pairs": gettext_lazy("all pairs of states"),
    "countries": gettext_lazy("all states"),
    "provinces": gettext_lazy("all provinces"),
    "issues": gettext_lazy("all issues"),
}
SUMS: dict[str, str | Promise] = {
    "sum": gettext_lazy("sum"), "mean": gettext_lazy("mean"), "highest": gettext_lazy("highest value"),
}  # fmt: skip
INCIDENTS: dict[str, str | Promise] = {
    "armed": gettext_lazy("armed incident"),
    "any": gettext_lazy("incident of any kind"),
}
STEPS: dict[str, str | Promise] = {
    "day": pgettext_lazy("step", "days"), "week": pgettext_lazy("step", "weeks"), "month": pgettext_lazy("step", "months"),
}  # fmt: skip


def says(rule: Rule) -> str:
    """What a rule is for."""
    return rule.says.told(language())


def units(rule: Rule) -> str:
    """What a rule is about."""
    return ", ".join(str(GROUPS.get(unit) or unit_called(unit)) for unit in rule.units)


def sign(told: Sign) -> str:
    """The sign at which a rule speaks."""
    if told.kind == "silence":
        words = ngettext("no report for %(n)s day, of a unit that usually has %(least)s", "no report for %(n)s days, of a unit that usually has %(least)s", told.over)  # fmt: skip
        return words % {"n": told.over, "least": f"{told.threshold:g}"}
    if told.kind == "forecast":
        words = ngettext("probability of an %(what)s within %(n)s week ≥ %(least)s", "probability of an %(what)s within %(n)s weeks ≥ %(least)s", told.over)  # fmt: skip
        text = words % {
            "what": INCIDENTS.get(told.of, told.of),
            "n": told.over,
            "least": f"{told.threshold:.0%}",
        }
        if told.times_base:
            text += _(", and %(times)s times the base rate") % {"times": f"{told.times_base:g}"}
        return text
    name = indicator_called(told.of)
    if told.kind == "change":
        way = _("rises") if told.direction == "up" else _("falls")
        return _("“%(name)s” %(way)s beyond its own noise") % {"name": name, "way": way}
    mark = "≥" if told.at_least is not None else "≤"
    return _("“%(name)s”, %(by)s over the last %(n)s %(steps)s %(mark)s %(least)s") % {
        "name": name, "by": SUMS.get(told.by, told.by), "n": told.over, "steps": STEPS.get(told.step, told.step), "mark": mark,
        "least": f"{told.threshold:g}",
    }  # fmt: skip
