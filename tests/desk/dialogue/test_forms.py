"""Forms of kept rows: what they take, what they refuse, what they never overwrite."""

import pytest

from sarez.desk.dialogue.forms import KeptForm, OwnerField, PartiesField, RoughDateField
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.models import Step

pytestmark = pytest.mark.django_db


class StepForm(KeptForm):
    owner = OwnerField()

    class Meta:
        model = Step
        fields = ("text", "owner", "due", "marking")


def given(**values):
    return {"text": "Call", "owner": "", "due": "", "marking": "1", **values}


def test_a_form_begins_and_changes_a_row(desk):
    by = desk.user("officer", 3)
    form = StepForm(given(owner=by.username), instance=Step(entry=desk.claim().entry), by=by)
    assert form.is_valid(), form.errors
    first = form.keep()
    form = StepForm(given(text="Write", row=str(first.pk)), instance=first, by=by)
    assert form.is_valid(), form.errors
    assert (form.keep().text, Step.objects.count()) == ("Write", 2)


def test_what_another_wrote_since_is_not_overwritten(desk):
    by = desk.user()
    form = StepForm(given(), instance=Step(entry=desk.claim().entry), by=by)
    assert form.is_valid()
    first = form.keep()
    StepForm(given(text="Write", row=str(first.pk)), instance=first, by=by)
    late = StepForm(given(text="Wait", row="999999"), instance=Step.objects.get(pk=first.pk), by=by)
    assert late.is_valid()
    with pytest.raises(KeepingError, match="since you opened it"):
        late.keep()


def test_nobody_marks_above_their_clearance_nor_gives_work_to_one_who_may_not_do_it(desk):
    by, reader = desk.user(clearance=2), desk.user("reader")
    form = StepForm(given(marking="3", owner=reader.username), instance=Step(entry=desk.claim().entry), by=by)
    assert not form.is_valid()
    assert set(form.errors) == {"marking", "owner"}


def test_parties_and_rough_dates():
    assert PartiesField(required=False).clean("Kyrgyzstan; tjk;  ; Union of Shepherds") == [
        "KGZ", "TJK", "Union of Shepherds",
    ]  # fmt: skip
    assert RoughDateField(required=False).clean("2021-04") == "2021-04"
    with pytest.raises(Exception, match="as precise"):
        RoughDateField(required=False).clean("April")
