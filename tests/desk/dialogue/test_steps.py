"""Next steps on an entry: kept by pages and by htmx, by those who may, with nothing lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.follow_up.steps import overdue_by, steps_on, time_of
from sarez.desk.dialogue.models import Step
from sarez.desk.events.joining import join

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("due", "time"),
    [
        (date(2024, 5, 31), "overdue"), (TODAY, "due"), (date(2024, 6, 15), "due"), (date(2024, 6, 16), "later"),
        (None, "undated"),
    ],
)  # fmt: skip
def test_the_time_of_a_step(due, time):
    assert time_of(due, TODAY) == time
    assert time_of(due, TODAY, is_done=True) == "done"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, ""), (1, "1 day overdue"), (60, "60 days overdue"), (61, "2 months overdue"), (729, "24 months overdue"),
        (731, "2 years overdue"),
    ],
)  # fmt: skip
def test_how_long_something_is_overdue_is_said_as_one_would(days, said):
    assert overdue_by(days) == said


def given(owner, **values):
    return {
        "text": "Call the ministry",
        "owner": owner.username,
        "due": "2024-06-10",
        "marking": "1",
        **values,
    }


@pytest.fixture
def officer(desk):
    return desk.user("officer", 3, "olga")


def test_a_step_is_added_changed_ticked_off_and_opened_again(officer, kept, signed_in):
    client, entry = signed_in(officer), kept.commitment()
    page = reverse("entry", args=[entry.pk])
    answer = client.post(reverse("step-add", args=[entry.pk]), given(officer, next=page))
    assert (answer.status_code, answer["Location"]) == (302, page)
    step = Step.objects.get()
    other = kept.desk.user("analyst", 2)
    changed = given(other, text="Write to the ministry", row=step.pk, due="")
    assert client.post(reverse("step", args=[step.number]), changed).status_code == 302
    now = Step.objects.seen_by(kept.desk.viewer()).get()
    assert (now.text, now.owner, now.due) == ("Write to the ministry", other.username, None)
    for to, is_done in (("done", True), ("open", False)):
        client.post(reverse("step-turn", args=[step.number]), {"to": to})
        assert Step.objects.seen_by(kept.desk.viewer()).get().is_done is is_done
    assert AuditEntry.objects.filter(target=step.name, who="olga").count() == 4


def test_with_htmx_the_section_comes_anew(officer, kept, signed_in):
    client, entry = signed_in(officer), kept.engagement()
    told = client.post(reverse("step-add", args=[entry.pk]), given(officer), headers=HTMX)
    assert told["HX-Retarget"] == f"#steps-{entry.pk}"
    assert "Call the ministry" in told.content.decode() and "<html" not in told.content.decode()
    step = Step.objects.get()
    form = client.get(reverse("step", args=[step.number]), headers=HTMX).content.decode()
    assert f'value="{step.pk}"' in form and "<html" not in form
    done = client.post(
        reverse("step-turn", args=[step.number]), {"to": "done"}, headers=HTMX
    ).content.decode()
    assert 'class="step done"' in done


def test_a_step_page_of_its_own_posts_plainly(officer, kept, signed_in):
    step = kept.step(kept.commitment(), officer)
    address, client = reverse("step", args=[step.number]), signed_in(officer)
    assert "hx-post" not in client.get(address).content.decode(), "there is no section to put the answer in"
    assert "hx-post" in client.get(address, headers=HTMX).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_stands_beside_its_field_and_nothing_typed_is_lost(officer, kept, signed_in, headers):
    client, entry = signed_in(officer), kept.commitment()
    told = client.post(
        reverse("step-add", args=[entry.pk]), given(officer, due="in May", text="Ask <them>"), headers=headers
    )
    assert told.status_code == (200 if headers else 422)
    said = told.content.decode()
    assert "Enter a valid date" in said and "Ask &lt;them&gt;" in said and 'value="in May"' in said
    assert not Step.objects.exists()


def test_nobody_is_given_a_step_that_they_may_not_see(officer, kept, signed_in):
    low = kept.desk.user("analyst", 1, "low")
    hidden = kept.commitment(marking=3)
    told = signed_in(officer).post(reverse("step-add", args=[hidden.pk]), given(low))
    assert told.status_code == 422 and "low may not see TLP:AMBER+STRICT" in told.content.decode()


def test_what_another_changed_meanwhile_is_not_overwritten(officer, kept, signed_in):
    client, step = signed_in(officer), kept.step(kept.commitment(), officer)
    client.post(reverse("step", args=[step.number]), given(officer, text="First", row=step.pk))
    late = client.post(reverse("step", args=[step.number]), given(officer, text="Second", row=step.pk))
    assert late.status_code == 422 and "Someone has changed this" in late.content.decode()
    assert Step.objects.seen_by(kept.desk.viewer()).get().text == "First"


def test_a_hidden_entry_or_step_takes_nothing_and_shows_nothing(officer, kept, signed_in):
    client = signed_in(officer)
    hidden, entry = kept.commitment(marking=4), kept.commitment("a dam", "2030")
    secret = kept.step(entry, officer, text="Zqxvar", marking=4)
    of_hidden = kept.step(hidden, officer)
    assert client.post(reverse("step-add", args=[hidden.pk]), given(officer)).status_code == 404
    for step in (secret, of_hidden):
        assert client.get(reverse("step", args=[step.number])).status_code == 404
        assert client.post(reverse("step-turn", args=[step.number])).status_code == 404
    assert "Zqxvar" not in client.get(reverse("entry", args=[entry.pk])).content.decode()


def test_readers_and_pages_as_of_another_day_only_show(officer, kept, signed_in):
    entry = kept.commitment()
    step = kept.step(entry, officer)
    page = reverse("entry", args=[entry.pk])
    for who, query in ((kept.desk.user("reader", 1), ""), (officer, "?as_of=2024-06-01")):
        client = signed_in(who)
        told = client.get(page + query).content.decode()
        assert "Call the ministry" in told and "Add a next step" not in told and "step-form" not in told
        answer = client.post(reverse("step-turn", args=[step.number]) + query)
        assert answer.status_code == (404 if query else 403)
    before = signed_in(officer).get(page + "?as_of=2024-05-31")
    assert before.status_code == 404


def test_steps_follow_a_joined_entry_and_stand_by_their_dates(kept, officer):
    first, second = kept.commitment("a bridge"), kept.commitment("a road", "2031")
    kept.step(first, officer, text="later", due=TODAY + timedelta(days=40))
    kept.step(second, officer, text="done", is_done=True)
    kept.step(second, officer, text="undated")
    kept.step(second, officer, text="late", due=TODAY - timedelta(days=3))
    join([second, first], kept.by, "the same")
    found = steps_on(kept.desk.viewer(), second.pk, TODAY)
    assert [(t.step.text, t.time, t.late) for t in found] == [
        ("late", "overdue", 3), ("later", "later", 0), ("undated", "undated", 0), ("done", "done", 0),
    ]  # fmt: skip


def test_one_is_never_led_to_another_site(officer, kept, signed_in):
    entry = kept.commitment()
    for given_ in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = signed_in(officer).post(reverse("step-add", args=[entry.pk]), given(officer, next=given_))
        assert answer["Location"] == reverse("entry", args=[entry.pk])


def test_the_page_of_an_entry_with_many_steps_asks_little(
    officer, kept, signed_in, django_assert_max_num_queries
):
    entry = kept.commitment()
    for n in range(30):
        kept.step(entry, officer, text=f"Step {n}", due=NOW.date())
    client = signed_in(officer)
    with django_assert_max_num_queries(20):
        assert (
            client.get(reverse("entry", args=[entry.pk])).content.decode().count('class="step overdue"') == 30
        )
