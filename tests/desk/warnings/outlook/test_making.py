"""The outlook: the panel's own numbers, made once as SQL; for whom, and as known when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.desk.making import NOW

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.outlook import making
from sarez.desk.warnings.outlook.asking import asked_for
from sarez.desk.warnings.outlook.behind import entries_behind
from sarez.desk.warnings.outlook.reading import headlines_of, lines_of
from sarez.desk.warnings.outlook.shelf import outlook
from sarez.desk.warnings.watched.renewing import renew
from sarez.watch.units import Unit

pytestmark = pytest.mark.django_db
PAIR = Unit("pair", "KGZ-TJK")


@pytest.fixture
def june(monkeypatch):
    monkeypatch.setattr(making, "today", lambda: date(2024, 6, 5))


def test_the_outlook_is_the_panel_of_what_a_clearance_may_see(desk, june):
    desk.claim(desk.report(published="2024-05-31"), values=desk.event(killed=3))
    desk.claim(desk.report(marking=3, published="2024-05-30"))
    kept = renew()
    rows, heard = making.worked_out(kept, 1, None, date(2024, 6, 5))
    assert heard == date(2024, 5, 31)
    may = [row for row in rows.to_pylist() if row["unit"] == "KGZ-TJK" and str(row["period"]) == "2024-05-01"]
    told = {row["indicator"]: (row["value"], row["events"], row["reported"]) for row in may}
    assert told["acts_of_conflict"][:2] == (1.0, 1)
    assert told["deaths"][0] == 3.0
    assert told["negative_share"][0] == 1.0
    assert rows.schema.field("reported").type == "int64"


def test_a_period_without_reports_is_a_gap_and_one_with_them_a_zero(desk, june):
    desk.claim(desk.report(published="2024-05-31"))
    desk.claim(desk.report(published="2024-03-03"), values=desk.event(type="CONSULT", date="2024-03-02"))
    line = headlines_of(asked_for(Viewer(4)), "month", 4)[PAIR]["acts_of_conflict"]
    assert line.periods == [date(2024, month, 1) for month in (3, 4, 5, 6)]
    assert line.values == [0.0, None, 1.0, None]


def test_what_was_known_then_is_all_that_counts(desk, june):
    desk.claim(desk.report(known_at=NOW + timedelta(days=2)))
    now = lines_of(asked_for(Viewer(4)), PAIR, "month", 12)
    then = lines_of(asked_for(Viewer(4).at("2024-06-01")), PAIR, "month", 12)
    assert now["acts_of_conflict"].total == 1
    assert sum(line.total for line in then.values()) == 0


def test_what_is_marked_higher_does_not_count(desk, june):
    desk.claim(desk.report(marking=3))
    assert lines_of(asked_for(Viewer(4)), PAIR, "month", 12)["acts_of_conflict"].total == 1
    below = lines_of(asked_for(Viewer(2)), PAIR, "month", 12)
    assert all(line.known == 0 and sum(line.reported) == 0 for line in below.values())


def test_an_outlook_from_before_something_was_hidden_is_not_shown(desk, june):
    desk.claim()
    asked_for(Viewer(4))
    assert outlook(Viewer(4)) is not None
    log(desk.user(), "marked", "report 1")
    assert outlook(Viewer(4)) is None


def test_behind_a_point_are_the_events_that_it_counts(desk, june):
    shot = desk.claim(values=desk.event(date="2024-05-30"))
    desk.claim(values=desk.event(type="CONSULT", date="2024-05-29"))
    desk.claim(values=desk.event(date="2024-04-30"))
    hidden = desk.claim(desk.report(marking=4), values=desk.event(date="2024-05-02"))
    kept, may = renew(), date(2024, 5, 1)
    assert entries_behind(kept, Viewer(2), PAIR, "acts_of_conflict", "month", may) == [shot.entry_id]
    assert entries_behind(kept, Viewer(4), PAIR, "acts_of_conflict", "month", may) == [
        hidden.entry_id,
        shot.entry_id,
    ]
    then = Viewer(4, datetime(2024, 1, 1, tzinfo=UTC))
    assert entries_behind(kept, then, PAIR, "acts_of_conflict", "month", may) == []
    odd = Unit("province", "TJK:O'Brien")
    assert entries_behind(kept, Viewer(4), odd, "acts_of_conflict", "month", may) == []


def test_what_moved_and_what_is_likely_is_kept_as_plain_values():
    import numpy as np
    import pyarrow as pa

    from sarez.desk.warnings.outlook.findings import changes_in

    rng = np.random.default_rng(7)
    weeks = [date(2022, 1, 3) + timedelta(weeks=n) for n in range(120)]
    values = [float(v) for v in [*rng.poisson(1.0, 110), *([9.0] * 10)]]
    n = len(weeks)
    rows = pa.table(
        {
            "kind": ["pair"] * n, "unit": ["KGZ-TJK"] * n, "step": ["week"] * n, "indicator": ["deaths"] * n,
            "period": pa.array(weeks, pa.date32()), "value": values, "corrected": values, "reported": [10] * n,
        }
    )  # fmt: skip
    (moved,) = changes_in(rows, weeks[-1] + timedelta(weeks=1))
    assert (moved["unit"], moved["indicator"], moved["direction"]) == ("KGZ-TJK", "deaths", "up")
    assert abs((date.fromisoformat(moved["since"]) - weeks[110]).days) <= 14
