"""Forms of acts under measures, of what answers them, and of what parties arranged between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.forms import KeptForm, OwnerField, PartiesField, PartyField
from sarez.desk.dialogue.measures.catalogue import called, grouped, measure_called, measures
from sarez.desk.dialogue.measures.clocks import REPLY
from sarez.desk.dialogue.measures.moments import SLACK, ZONES, MomentField, RecordField, aware, local
from sarez.desk.dialogue.measures.running import zone_of
from sarez.desk.dialogue.models import Act, Answer, Arrangement
from sarez.desk.dialogue.models.measures import CLOSED, OPEN, RESULTS, WITHDRAWN
from sarez.desk.events.wording import language, party

MOST_CHOICES = 200
COUNTS = [
    ("hours", gettext_lazy("hours")),
    ("days", gettext_lazy("days")),
    ("months", gettext_lazy("months")),
]


class OfViewer(KeptForm):
    """A form that knows what its writer may see."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for field in self.fields.values():
            if isinstance(field, RecordField):
                field.viewer = viewer

    def raise_marking(self, *least: int) -> None:
        """Mark it no lower than what it rests on."""
        if "marking" in self.cleaned_data:
            self.cleaned_data["marking"] = max(self.cleaned_data["marking"], *least)


class ActForm(OfViewer):
    """An act under a measure."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    from_party = PartyField(label=gettext_lazy("From"))
    to_parties = PartiesField(label=gettext_lazy("To (several with semicolons)"), max_length=1000)
    zone = forms.ChoiceField(label=gettext_lazy("Time of"), choices=ZONES)
    started_at = MomentField(
        label=gettext_lazy("Given or asked (empty: still to be done)"),
        required=False,
    )
    happens_at = MomentField(label=gettext_lazy("When what it is about begins"), required=False)
    reply_by = MomentField(label=gettext_lazy("A reply is asked for by"), required=False)
    arrangement = forms.TypedChoiceField(
        label=gettext_lazy("Arrangement between the parties"), coerce=int, empty_value=None, required=False
    )
    entry = RecordField("entry", label=gettext_lazy("Engagement or event on record"))
    report = RecordField("report", label=gettext_lazy("Report that tells of it"))
    owner = OwnerField(label=gettext_lazy("Who follows it up"))

    class Meta:
        model = Act
        fields = (
            "measure", "kind", "from_party", "to_parties", "subject", "place", "started_at", "zone", "happens_at", "year",
            "reply_by", "arrangement", "entry", "report", "owner", "marking",
        )  # fmt: skip
        labels = {
            "kind": gettext_lazy("What it is"),
            "subject": gettext_lazy("What it says"),
            "place": gettext_lazy("Place"),
            "year": gettext_lazy("Year (where it is due each year)"),
        }
        widgets = {"subject": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "–"), *_with_gone(grouped(), self.instance.measure)]  # type: ignore[attr-defined]
        self.fields["year"].widget.attrs.update({"inputmode": "numeric", "placeholder": "2026"})
        if self.instance.pk is None and settings.TIME_ZONE in dict(ZONES):
            self.initial["zone"] = settings.TIME_ZONE
        zone = zone_of(self.instance.zone)
        for name in ("started_at", "happens_at", "reply_by"):
            self.initial[name] = local(getattr(self.instance, name), zone) or self.initial.get(name, "")
        self.arrangements = {a.number: a for a in Arrangement.objects.seen_by(self.viewer)[:MOST_CHOICES]}
        self.fields["arrangement"].choices = [  # type: ignore[attr-defined]
            ("", _("none: the times of the measure hold")),
            *(
                (n, f"{a.title} · {measure_called(a.measure).label.told(language())}")
                for n, a in self.arrangements.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        zone = zone_of(str(told.get("zone") or "UTC"))
        for name in ("started_at", "happens_at", "reply_by"):
            told[name] = aware(told.get(name), zone)
        _not_to_come(self, "started_at")
        if told.get("from_party") and told["from_party"] in (told.get("to_parties") or ()):
            self.add_error("to_parties", _("A party does not address itself."))
        if told.get("year") and not 1990 <= told["year"] <= 2100:
            self.add_error("year", _("Look at the year again."))
        self._check_times(told)
        arrangement = self.arrangements.get(told.get("arrangement"))
        if arrangement is not None and arrangement.measure != told.get("measure"):
            self.add_error("arrangement", _("This arrangement is for another measure."))
        elif arrangement is not None and not _held(arrangement, told.get("started_at"), zone):
            self.add_error("arrangement", _("This arrangement did not hold on that day."))
        report = told.get("report")
        self.raise_marking(report.marking if report else 0, arrangement.marking if arrangement else 0)
        return told

    def _check_times(self, told: dict[str, Any]) -> None:
        if told.get("started_at") and told.get("reply_by") and told["reply_by"] < told["started_at"]:
            self.add_error("reply_by", _("This is before it was asked."))
        if "measure" not in told or told.get("started_at"):
            return
        clocks = measure_called(told["measure"]).clocks
        if any(c.yearly for c in clocks) and not told.get("year"):
            self.add_error("year", _("For which year? Without it nobody can say when it is due."))
        if any(c.before for c in clocks) and not told.get("happens_at"):
            self.add_error("happens_at", _("When does it begin? Without it nobody can say when word is due."))


class AnswerForm(OfViewer):
    """A step taken on an act."""

    step = forms.ChoiceField(label=gettext_lazy("Which step"), required=False)
    party = forms.ChoiceField(label=gettext_lazy("By whom"), required=False)
    at = MomentField(label=gettext_lazy("When"))
    report = RecordField("report", label=gettext_lazy("Report that tells of it"))

    class Meta:
        model = Answer
        fields = ("step", "party", "at", "text", "report", "marking")
        labels = {"text": gettext_lazy("What was said or done")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, act: Act, steps: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        self.fields["step"].choices = [*steps, ("", _("another word on it"))]  # type: ignore[attr-defined]
        every = dict.fromkeys([*act.to_parties, act.from_party])
        self.fields["party"].choices = [("", "–"), *((code, party(code)) for code in every)]  # type: ignore[attr-defined]
        self.fields["at"].label = _("When, in the time of %(place)s") % {
            "place": dict(ZONES).get(act.zone, act.zone)
        }
        self.initial["marking"] = max(act.marking, self.instance.marking if self.instance.pk else 0)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        told["at"] = aware(told.get("at"), zone_of(self.act.zone))
        _not_to_come(self, "at")
        started = self.act.started_at
        if told["at"] and started and told["at"] < started:
            self.add_error("at", _("This is before the act itself began."))
        if len(self.act.to_parties) > 1 and told.get("step") == REPLY and not told.get("party"):
            self.add_error("party", _("Several were asked: say who replied."))
        if not told.get("step") and not told.get("text"):
            self.add_error("text", _("Write down what was said or done."))
        report = told.get("report")
        self.raise_marking(self.act.marking, report.marking if report else 0)
        return told


class CloseForm(OfViewer):
    """What came of an act: it is over, and nothing is waited for any more."""

    result = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=RESULTS, required=False)

    class Meta:
        model = Act
        fields = ("result", "outcome", "state")
        labels = {"outcome": gettext_lazy("In words"), "state": gettext_lazy("It is")}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (CLOSED, _("closed: it took its course")),
            (WITHDRAWN, _("withdrawn: it was taken back, or should not stand here")),
        ]
        if self.initial.get("state") == OPEN:
            self.initial["state"] = CLOSED


class ArrangementForm(OfViewer):
    """What parties arranged for a measure between them, with times of their own."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    sides = PartiesField(label=gettext_lazy("Between (separated by semicolons)"), max_length=1000)
    entry = RecordField("entry", label=gettext_lazy("Agreement on record"))

    class Meta:
        model = Arrangement
        fields = ("measure", "title", "sides", "since", "until", "place", "text", "entry", "marking")
        labels = {
            "title": gettext_lazy("Name"), "since": gettext_lazy("Holds from"), "until": gettext_lazy("Until"),
            "place": gettext_lazy("Stretch of border or place"), "text": gettext_lazy("What was agreed"),
        }  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "–"), *_with_gone(grouped(), self.instance.measure)]  # type: ignore[attr-defined]
        self.steps = [(name, called(measures().steps, name)) for name in _steps_for(self)]
        for name, label in self.steps:
            count, unit = (self.instance.clocks or {}).get(name, ("", "hours"))
            self.fields[f"count_{name}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=9999, initial=count
            )
            self.fields[f"unit_{name}"] = forms.ChoiceField(
                label=_("%(step)s: unit of time") % {"step": label}, choices=COUNTS, initial=unit
            )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "sides" in told and len(told["sides"]) < 2:
            self.add_error("sides", _("An arrangement is between two parties at least."))
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("This is before it begins to hold."))
        told["clocks"] = {
            name: [told[f"count_{name}"], told.get(f"unit_{name}") or "hours"]
            for name, _label in self.steps
            if told.get(f"count_{name}") is not None
        }
        for name, _label in self.steps:
            told.pop(f"count_{name}", None)
            told.pop(f"unit_{name}", None)
        self.instance.clocks = told["clocks"]
        return told

    def rows(self) -> list[tuple[str, Any, Any]]:
        """The times of the steps: what each is called, its count and its unit."""
        return [(label, self[f"count_{name}"], self[f"unit_{name}"]) for name, label in self.steps]


def _held(arrangement: Arrangement, started: datetime | None, zone: tzinfo) -> bool:
    """Whether an arrangement held on the day an act began."""
    if started is None:
        return True
    day = started.astimezone(zone).date()
    return (arrangement.since or day) <= day <= (arrangement.until or day)


def _steps_for(form: ArrangementForm) -> list[str]:
    """The steps that can be given a time: those of the measure, a reply, and what was given one before; all where none is chosen."""
    told = [
        name.removeprefix("count_") for name in form.data if name.startswith("count_") and form.data[name]
    ]
    chosen = form.data.get("measure") or form.initial.get("measure") or ""
    if not chosen:
        return list(measures().steps)
    wanted = {*(c.name for c in measure_called(chosen).clocks), REPLY, *told, *(form.instance.clocks or {})}
    return [name for name in measures().steps if name in wanted]


def _with_gone(groups: list[tuple[str, Any]], name: str) -> list[tuple[str, Any]]:
    """The choice of measures, with the one chosen before where it has left the catalogue since."""
    if not name or name in measures().measures:
        return groups
    return [*groups, (name, name)]


def _not_to_come(form: OfViewer, name: str) -> None:
    told = form.cleaned_data.get(name)
    if told and told > timezone.now() + SLACK:
        form.add_error(name, _("This is still to come. Leave it empty until it is done."))
