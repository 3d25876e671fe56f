"""What someone has taken on, as far as the viewer may see it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sarez.desk.dialogue.follow_up.portfolio import Load, loads, portfolio
from sarez.desk.dialogue.keeping import change

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 1)


@pytest.fixture
def olga(desk):
    return desk.user("officer", 3, "olga")


def rows(viewer, owner, kind, on=TODAY):
    return next(part.rows for part in portfolio(viewer, owner, on) if part.kind == kind)


def test_steps_stand_by_their_time_and_done_ones_do_not(desk, kept, olga):
    entry = kept.engagement()
    for text, days in (("later", 30), ("soon", 3), ("late", -2), ("undated", None)):
        kept.step(entry, olga, text=text, due=None if days is None else TODAY + timedelta(days=days))
    kept.step(entry, olga, text="done", is_done=True)
    kept.step(entry, "boris", text="of another")
    found = rows(desk.viewer(), "olga", "steps")
    assert [(row.timed.step.text, row.timed.time) for row in found] == [
        ("late", "overdue"), ("soon", "due"), ("later", "later"), ("undated", "undated"),
    ]  # fmt: skip


def test_open_commitments_stand_by_the_day_they_are_due(desk, kept, olga):
    told = {"a bridge": None, "a road": "2024-05", "a dam": "2024-06-05", "a canal": "2024-01-01"}
    made = {text: kept.commitment(text, due) for text, due in told.items()}
    for entry in made.values():
        kept.following(entry, olga)
    kept.finding(made["a canal"], "kept")
    found = rows(desk.viewer(), "olga", "commitments")
    assert [(row.version.entry_id, row.time, row.late) for row in found] == [
        (made["a road"].pk, "overdue", 1), (made["a dam"].pk, "due", 0), (made["a bridge"].pk, "undated", 0),
    ]  # fmt: skip


def test_engagements_are_those_still_to_be_held(desk, kept, olga):
    coming = kept.engagement("Talks on water")
    called = kept.engagement("Forum on trade", date=None, status="occurred")
    held = kept.engagement("Seminar on fish", "2024-05-02", status="occurred")
    off = kept.engagement("Visit to Osh", "2024-07-07")
    for entry, state in ((coming, ""), (called, "called_for"), (held, ""), (off, "cancelled")):
        kept.plan(entry, olga, state=state)
    assert {row.version.entry_id for row in rows(desk.viewer(), "olga", "engagements")} == {
        coming.pk,
        called.pk,
    }


def test_a_viewer_sees_and_counts_only_what_their_clearance_shows(desk, kept, olga):
    open_, hidden = kept.commitment("a bridge"), kept.commitment("zqxvar", marking=3)
    for entry in (open_, hidden):
        kept.following(entry, olga)
        kept.step(entry, olga)
    kept.step(open_, olga, text="zqxvar", marking=3)
    assert loads(desk.viewer(1), TODAY) == [Load("olga", steps=1, commitments=1)]
    assert loads(desk.viewer(3), TODAY) == [Load("olga", steps=3, commitments=2)]
    assert len(rows(desk.viewer(1), "olga", "steps")) == 1


def test_what_was_given_to_another_is_still_ones_own_as_of_before(desk, kept, olga):
    row = kept.step(kept.commitment(), olga)
    change(row, kept.by, owner="boris", at=desk.NOW + timedelta(days=3))
    assert rows(desk.viewer(), "olga", "steps") == []
    assert len(rows(desk.viewer(as_of=desk.NOW + timedelta(days=1)), "olga", "steps")) == 1


def test_the_page_is_ones_own_by_default_and_anybodys_by_name(desk, kept, olga, signed_in):
    kept.step(kept.commitment(), olga)
    client = signed_in(olga)
    assert "Your portfolio" in client.get(reverse("portfolio")).content.decode()
    reader = signed_in(desk.user("reader", 1))
    told = reader.get(reverse("portfolio-of", args=["olga"])).content.decode()
    assert "Call the ministry" in told and reverse("handover", args=["olga"]) not in told
    assert "Nothing to do" in reader.get(reverse("portfolio")).content.decode()
    assert reader.get(reverse("portfolio-of", args=["nobody"])).status_code == 404


def test_a_step_is_ticked_off_where_it_is_listed(kept, olga, signed_in):
    step, client = kept.step(kept.commitment(), olga), signed_in(olga)
    answer = client.post(
        reverse("step-turn", args=[step.number]), {"to": "done", "next": reverse("portfolio")}
    )
    assert answer["Location"] == reverse("portfolio")
    assert "Nothing to do" in client.get(reverse("portfolio")).content.decode()


def test_a_full_portfolio_shows_a_few_leads_to_all_and_asks_little(
    kept, olga, signed_in, django_assert_max_num_queries
):
    entries = [kept.commitment(f"undertaking {n}", f"20{30 + n}-01") for n in range(18)]
    for entry in entries:
        kept.following(entry, olga)
        kept.step(entry, olga)
    client = signed_in(olga)
    with django_assert_max_num_queries(20):
        told = client.get(reverse("portfolio")).content.decode()
    assert told.count('class="step undated"') == 15 and "?show=steps" in told and "All 18" in told
    whole = client.get(reverse("portfolio") + "?show=steps").content.decode()
    assert whole.count('class="step undated"') == 18 and "h-commitments" not in whole
