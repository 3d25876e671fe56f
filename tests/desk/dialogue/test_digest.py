"""The text of a reminder: what its subject may say, what its body may name."""

from datetime import date

import pytest

from sarez.desk.dialogue.follow_up.digest import Digest, Line, Section, body, subject
from sarez.desk.dialogue.follow_up.gathering import gathered
from sarez.desk.dialogue.keeping import change
from sarez.desk.dialogue.models import Reminder

TODAY = date(2024, 6, 1)
DESK = "https://desk.example.org"


def digest():
    return Digest(
        TODAY,
        [
            Section("steps", [Line("Call the ministry", "/entry/4", "2024-06-03")], hidden=1, late=0),
            Section(
                "overdue", [Line("KGZ: reopen the crossing", "/entry/5", "2024-05", "1 day overdue")], late=1
            ),
            Section("due", [], hidden=1),
            Section("evidence", []),
        ],
    )


def test_the_subject_says_how_much_and_the_day():
    assert subject(digest()) == "Sarez: 3 due, 1 overdue · 2024-06-01"


def test_the_body_names_what_may_be_named_and_counts_the_rest():
    assert body(digest(), DESK) == (
        "Next steps (2)\n- 2024-06-03 · Call the ministry\n  https://desk.example.org/entry/4\n"
        "  1 is marked above what is sent by mail: see the desk.\n\n"
        "Commitments overdue (1)\n- 2024-05 · KGZ: reopen the crossing · 1 day overdue\n  https://desk.example.org/entry/5\n\n"
        "Commitments due (1)\n  1 is marked above what is sent by mail: see the desk.\n\n"
        "-- \nAll of it: https://desk.example.org/portfolio\n"
        "You asked for this message. To change it or switch it off: https://desk.example.org/account/reminders\n"
    )


def test_a_long_section_is_cut_and_the_rest_counted():
    lines = [Line(f"Step {n}", "/entry/1") for n in range(14)]
    told = body(Digest(TODAY, [Section("steps", lines)]), DESK)
    assert "Step 9\n" in told and "Step 10" not in told and "and 4 more on the desk" in told


@pytest.mark.django_db
class TestGathered:
    @pytest.fixture
    def olga(self, desk):
        return Reminder(user=desk.user("officer", 3, "olga"))

    def test_own_things_are_gathered_with_their_titles(self, desk, kept, olga):
        entry = kept.commitment("a bridge", "2024-05-20")
        kept.following(entry, "olga")
        kept.step(entry, "olga", due=date(2024, 5, 30))
        kept.bearing(entry, reads_like="begun")
        kept.plan(kept.engagement(date="2024-06-05"), "olga")
        of_another = kept.commitment("a road", "2024-05-21")
        kept.following(of_another, "boris")
        found = gathered(olga, TODAY, desk.NOW.replace(year=2020), desk.NOW, 1)
        assert {s.name: (len(s.lines), s.hidden, s.late) for s in found.sections} == {
            "steps": (1, 0, 1), "overdue": (1, 0, 1), "due": (0, 0, 0), "evidence": (1, 0, 0), "engagements": (1, 0, 0), "measures": (0, 0, 0),
        }  # fmt: skip
        told = body(found, DESK)
        assert "Kyrgyzstan: a bridge" in told and "12 days overdue" in told and "reads like begun (1)" in told
        olga.is_of_all = True
        assert "a road" in body(gathered(olga, TODAY, desk.NOW, desk.NOW, 1), DESK)

    def test_what_is_marked_above_the_ceiling_is_counted_and_never_named(self, desk, kept, olga):
        secret = kept.commitment("zqxvar", "2024-05-20", marking=2)
        kept.following(secret, "olga")
        kept.step(secret, "olga", text="Ask about zqxvar", due=TODAY)
        open_ = kept.commitment("a dam", "2024-06-04")
        kept.following(open_, "olga")
        kept.step(open_, "olga", text="zqxvar", due=TODAY, marking=3)
        kept.bearing(open_, desk.report("zqxvar", title="zqxvar", marking=2), marking=2)
        found = gathered(olga, TODAY, desk.NOW.replace(year=2020), desk.NOW, 1)
        told = subject(found) + body(found, DESK)
        assert "zqxvar" not in told and str(secret.pk) not in [
            line.path.rsplit("/")[-1] for s in found.sections for line in s.lines
        ]
        assert {s.name: s.hidden for s in found.sections} == {
            "steps": 2, "overdue": 1, "due": 0, "evidence": 1, "engagements": 0, "measures": 0,
        }  # fmt: skip
        assert "zqxvar" in body(gathered(olga, TODAY, desk.NOW, desk.NOW, 3), DESK)

    def test_a_ceiling_above_ones_clearance_tells_no_more_than_one_may_see(self, desk, kept):
        low = Reminder(user=desk.user("analyst", 1, "low"), is_of_all=True)
        kept.commitment("zqxvar", "2024-05-20", marking=2)
        found = gathered(low, TODAY, desk.NOW, desk.NOW, 4)
        assert found.is_empty

    def test_a_title_that_only_an_open_report_gives_is_told_without_what_a_closed_one_adds(
        self, desk, kept, olga
    ):
        entry = kept.commitment("a bridge", "2024-05-20")
        values = {
            "parties": ["KGZ", "TJK"],
            "text": "a bridge and zqxvar by its side",
            "due": "2024-05-20",
            "modality": "agreed",
        }
        desk.claim(desk.report(marking=2), "commitment", values, entry=entry)
        kept.following(entry, "olga")
        told = body(gathered(olga, TODAY, desk.NOW, desk.NOW, 1), DESK)
        assert "Kyrgyzstan: a bridge ·" in told and "zqxvar" not in told

    def test_what_one_may_see_was_kept_is_not_called_overdue(self, desk, kept, olga):
        entry = kept.commitment("a bridge", "2024-05-20")
        kept.following(entry, "olga")
        kept.finding(entry, "kept", marking=3)
        assert gathered(olga, TODAY, desk.NOW, desk.NOW, 1).is_empty

    def test_sections_that_were_not_asked_for_are_left_out(self, desk, kept, olga):
        kept.step(kept.commitment(), "olga", due=TODAY)
        olga.has_steps = False
        found = gathered(olga, TODAY, desk.NOW, desk.NOW, 1)
        assert found.is_empty and "steps" not in {s.name for s in found.sections}

    def test_a_step_ticked_off_is_not_told(self, desk, kept, olga):
        change(kept.step(kept.commitment(), "olga", due=TODAY), kept.by, is_done=True)
        assert gathered(olga, TODAY, desk.NOW, desk.NOW, 1).is_empty
