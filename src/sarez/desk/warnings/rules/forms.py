"""One rule as a form: its fields become the YAML that is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.events.wording import language
from sarez.desk.warnings.levels import level_choices
from sarez.desk.warnings.proposing import indicator_called, indicators
from sarez.desk.warnings.rules.words import GROUPS, INCIDENTS, STEPS, SUMS
from sarez.vocabulary.issues import load_issues
from sarez.watch.rules import Rule

KINDS = [
    ("indicator", gettext_lazy("an indicator passes a number")),
    ("change", gettext_lazy("an indicator moves beyond its own noise")),
    ("forecast", gettext_lazy("an incident is likely")),
    ("silence", gettext_lazy("nothing is reported")),
]
NAME = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"


class RuleForm(forms.Form):
    """A rule, field by field. What is wrong with it is said by the same reader that reads the YAML."""

    name = forms.RegexField(
        f"^{NAME}$", label=gettext_lazy("Name (small letters, digits, hyphens)"), max_length=80
    )
    says_en = forms.CharField(label=gettext_lazy("What it is for, in English"), max_length=400)
    says_ru = forms.CharField(
        label=gettext_lazy("What it is for, in Russian"), max_length=400, required=False
    )
    units = forms.CharField(label=gettext_lazy("Of what (several with commas)"), max_length=400)  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("It speaks when"), choices=KINDS)
    of = forms.CharField(
        label=gettext_lazy("Indicator; of a forecast: the kind of incident"), required=False, max_length=80
    )
    step = forms.ChoiceField(label=gettext_lazy("Counted by"), choices=list(STEPS.items()), required=False, initial="week")  # fmt: skip
    over = forms.IntegerField(label=gettext_lazy("Over how many (of silence and change: days; of a forecast: weeks)"), min_value=1, required=False)  # fmt: skip
    by = forms.ChoiceField(label=gettext_lazy("Summed up as"), choices=list(SUMS.items()), required=False, initial="sum")  # fmt: skip
    bound = forms.ChoiceField(label=gettext_lazy("Passes"), choices=[("at_least", gettext_lazy("at least")), ("at_most", gettext_lazy("at most"))], required=False)  # fmt: skip
    threshold = forms.FloatField(label=gettext_lazy("The number"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Direction of a change"), choices=[("up", gettext_lazy("rises")), ("down", gettext_lazy("falls"))], required=False)  # fmt: skip
    times_base = forms.FloatField(
        label=gettext_lazy("Of a forecast: so many times the base rate"), required=False
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"))
    raised = forms.CharField(
        label=gettext_lazy("Higher levels, each with the number from which on it holds"),
        required=False,
        max_length=120,
    )
    issue = forms.ChoiceField(label=gettext_lazy("Issue"), required=False)
    window = forms.IntegerField(
        label=gettext_lazy("The warning is about so many days"), min_value=1, initial=28
    )
    cool_down = forms.IntegerField(label=gettext_lazy("It does not repeat itself for so many days"), min_value=1, initial=28)  # fmt: skip
    min_reports = forms.FloatField(
        label=gettext_lazy("Reports of the unit that there must be"), min_value=0, initial=1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].choices = level_choices()
        named = ((one.name, one.label(language())) for one in load_issues().by_name.values())
        fields["issue"].choices = [("", _("none")), *sorted(named, key=lambda told: told[1])]
        fields["of"].widget.attrs |= {"list": "indicators", "autocomplete": "off"}
        fields["units"].widget.attrs |= {"list": "groups", "autocomplete": "off"}
        self.indicators = [(name, indicator_called(name)) for name in sorted(indicators() or ())]
        self.incidents, self.groups = list(INCIDENTS.items()), list(GROUPS.items())

    @property
    def told(self) -> dict[str, Any]:
        """The fields of the rule as its YAML has them."""
        given = self.cleaned_data
        says = {"en": given["says_en"], "ru": given["says_ru"]} if given["says_ru"] else given["says_en"]
        units = [one.strip() for one in given["units"].split(",") if one.strip()]
        told: dict[str, Any] = {"says": says, "units": units[0] if len(units) == 1 else units}
        told |= {"when": self._sign(), "level": given["level"]}
        if given["raised"]:
            told["raised"] = _raised(given["raised"])
        if given["issue"]:
            told["issue"] = given["issue"]
        told |= {"window": f"{given['window']} days", "cool_down": f"{given['cool_down']} days"}
        if given["min_reports"] != 1:
            told["min_reports"] = _number(given["min_reports"])
        return told

    def _sign(self) -> dict[str, Any]:
        given = self.cleaned_data
        least = (
            {} if given["threshold"] is None else {given["bound"] or "at_least": _number(given["threshold"])}
        )
        over = given["over"]
        if given["kind"] == "silence":
            usually = {} if given["threshold"] is None else {"usually": _number(given["threshold"])}
            return {"silence": f"{over or 1} days"} | usually
        if given["kind"] == "forecast":
            base = {} if given["times_base"] is None else {"times_base": _number(given["times_base"])}
            return {"forecast": given["of"], "weeks": over or 4} | least | base
        if given["kind"] == "change":
            told = {"change": given["of"], "step": given["step"], "direction": given["direction"] or "up"}
            return told | {"within": f"{over or 7} days"} | least
        return {
            "indicator": given["of"],
            "step": given["step"],
            "over": over or 1,
            "by": given["by"] or "sum",
        } | least


def initial_of(rule: Rule) -> dict[str, Any]:
    """What the form shows of a rule."""
    sign = rule.sign
    return {
        "name": rule.name, "says_en": rule.says.en, "says_ru": rule.says.ru, "units": ", ".join(rule.units), "kind": sign.kind,
        "of": sign.of, "step": sign.step, "over": sign.over, "by": sign.by, "threshold": _number(sign.threshold),
        "bound": "at_most" if sign.at_most is not None else "at_least", "direction": sign.direction,
        "times_base": sign.times_base, "level": rule.level, "issue": rule.issue, "window": rule.window,
        "raised": ", ".join(f"{name} {value:g}" for name, value in rule.raised), "cool_down": rule.cool_down,
        "min_reports": _number(rule.min_reports),
    }  # fmt: skip


def _raised(text: str) -> dict[str, Any]:
    """`orange 6, red 12` as the YAML has it; what is no such thing is left for the reader to object to."""
    found: dict[str, Any] = {}
    for part in text.split(","):
        name, _, value = part.strip().replace(":", " ").partition(" ")
        try:
            found[name] = _number(float(value))
        except ValueError:
            found[name] = value.strip()
    return found


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
