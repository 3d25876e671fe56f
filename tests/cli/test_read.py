"""`sarez read`: paths in, a table, JSON lines or a page out, and an exit code that tells."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from rich.console import Console

from sarez.cli import main
from sarez.cli.output import opened
from sarez.cli.read import FORMATS, read
from sarez.cli.summary import summarize
from sarez.cli.table import reading_table, totals
from sarez.cli.workers import PARCEL_REPORTS, parcels
from sarez.errors import Problem, SarezError
from sarez.intake import DEFAULT_MAX_CHARACTERS, Report
from sarez.reading.contract import from_dict

STORY = (
    "BISHKEK, 30 April 2021 - Kyrgyz and Tajik foreign ministers agreed on Thursday to pull back troops.\n"
)
UNDATED = "Kyrgyz and Tajik foreign ministers met in Batken yesterday and agreed to pull back troops.\n"


@pytest.fixture
def reports(tmp_path):
    """A folder with two reports and a file that cannot be read."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.txt").write_text("Il pleut à Paris et tout le monde reste à la maison ce soir.\n", "utf-8")
    (tmp_path / "c.pdf").write_bytes(b"")
    return tmp_path


def shown(renderable, width):
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(renderable)
    return stream.getvalue()


def test_without_a_path_it_says_how_it_is_used(sarez):
    done = sarez("read")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: sarez read [OPTIONS] PATH...")


def test_json_is_one_reading_a_line_and_a_problem_is_a_line_on_stderr(sarez, reports):
    done = sarez("read", reports)
    readings = [from_dict(json.loads(line)) for line in done.stdout.splitlines()]
    assert [reading.file for reading in readings] == ["a.txt", "b.txt"]
    assert readings[0].published == "2021-04-30"
    for span in (span for event in readings[0].events for span in event.evidence):
        assert 0 <= span.start < span.end <= len(STORY)
    assert done.stderr.splitlines() == [f"{reports}/c.pdf: is empty. Check that it was saved or downloaded completely, or leave it out."]  # fmt: skip
    assert done.returncode == 1


def test_two_workers_give_the_same_bytes_in_the_same_order(sarez, reports):
    lines = reports / "more.jsonl"
    texts = [f"President Sadyr Japarov met envoy number {n} in Bishkek on 3 May 2022." for n in range(40)]
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    alone, apart = sarez("read", reports), sarez("read", reports, "--workers", 2)
    assert alone.stdout.count("\n") == 42
    assert apart.stdout == alone.stdout
    assert apart.stderr == alone.stderr
    assert apart.returncode == alone.returncode == 1


@pytest.mark.slow
def test_standard_input_is_read_with_workers_too(sarez):
    for arguments in (["-"], ["-", "-w", "2"]):
        done = sarez("read", *arguments, input=STORY)
        assert json.loads(done.stdout)["file"] == "stdin"
        assert done.returncode == 0


def test_a_date_is_given_only_to_what_bears_none(sarez, tmp_path):
    (tmp_path / "dated.txt").write_text(STORY, "utf-8")
    (tmp_path / "undated.txt").write_text(UNDATED, "utf-8")
    done = sarez("read", tmp_path, "--published", "2019-07-25")
    assert [json.loads(line)["published"] for line in done.stdout.splitlines()] == [
        "2021-04-30",
        "2019-07-25",
    ]


@pytest.mark.parametrize("date", ["25 July 2019", "2019-13", "2019-02-30", "19-07-25", "2019-7-25", "٢٠١٩"])
def test_a_date_that_is_none_is_bad_use(date):
    done = CliRunner().invoke(read, ["x.txt", "--published", date])
    assert done.exit_code == 2
    assert "2021-04-30, 2021-04 or 2021" in done.output


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xml"], ["--workers", "0"], ["--model", "no_such_model"], ["--region", "atlantis"], ["--max-characters", "0"]],
)  # fmt: skip
def test_bad_use_ends_with_2_and_a_message(sarez, reports, arguments):
    done = sarez("read", reports / "a.txt", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert arguments[1] in done.stderr or "range" in done.stderr


def test_bad_use_in_a_worker_ends_the_same_way(sarez, reports):
    done = sarez("read", reports / "a.txt", "--model", "no_such_model", "-w", "2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sarez: The language model 'no_such_model' is not installed.")


def test_a_text_over_the_limit_is_a_problem(sarez, reports):
    done = sarez("read", reports / "a.txt", "--max-characters", "20")
    assert done.returncode == 1
    assert "more than 20 characters" in done.stderr


def test_a_file_is_written_whole(sarez, reports, tmp_path):
    target = tmp_path / "out.json"
    done = sarez("read", reports / "a.txt", "-o", target)
    assert (done.stdout, done.returncode) == ("", 0)
    assert json.loads(target.read_text("utf-8"))["file"].endswith("a.txt")


def test_an_interrupted_file_leaves_the_old_one(tmp_path):
    target = tmp_path / "out.json"
    target.write_text("old", "utf-8")
    with pytest.raises(KeyboardInterrupt), opened(str(target)) as stream:
        stream.write("half")
        raise KeyboardInterrupt
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_file_that_cannot_be_written_is_bad_use(tmp_path):
    with pytest.raises(SarezError, match="cannot be written"), opened(str(tmp_path / "no" / "out.json")):
        pass


def test_the_page_is_asked_for_by_format(sarez, reports, tmp_path):
    done = sarez("read", reports / "a.txt", "--format", "html", "-o", tmp_path / "page.html")
    assert done.returncode == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "</html>" in page


def test_head_closing_the_pipe_is_no_fault(reports):
    lines = reports / "more.jsonl"
    lines.write_text('{"text": "Rain in Osh today, and more rain in Batken tomorrow."}\n' * 400, "utf-8")
    command = f"{sys.executable} -m sarez.cli read {lines} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=300)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("workers", [pytest.param("1", marks=pytest.mark.slow), "2"])
def test_ctrl_c_ends_it_quietly_and_leaves_no_worker(tmp_path, workers):
    lines = tmp_path / "many.jsonl"
    lines.write_text(f"{json.dumps({'text': STORY * 5})}\n" * 5000, "utf-8")
    command = [sys.executable, "-m", "sarez.cli", "read", str(lines), "-w", workers]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as run:  # a shell that runs the tests in the background has them ignore Ctrl-C
        assert run.stdout is not None
        run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        _, talk = run.communicate(timeout=60)
    assert run.returncode == 130
    assert talk == "Stopped.\n"
    for _ in range(50):
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("a worker is still there")


def test_on_a_terminal_it_writes_a_table(reports):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sarez.cli", "read", str(reports / "a.txt")]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env={**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"}
    ) as run:  # fmt: skip
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 4096):
                written += piece
        except OSError:  # the other end is closed
            pass
        run.wait(60)
    os.close(ours)
    assert "1 report · " in written.decode()
    assert not written.startswith(b"{")


@pytest.mark.parametrize("width", [80, 140])
def test_the_table_says_who_did_what_and_how_it_stands(made, width):
    text = shown(reading_table(*made, width=width), width)
    assert max(map(len, text.splitlines())) <= width
    for words in (
        "Truce on the Batken road", "30 Apr 2021 · en · truce.txt", "KGZ ↔ TJK", "(denied)", "3 killed", "(planned)",
        "KGZ, TJK: pull back troops", "Ruslan Kazakbaev", "foreign minister", "“Shots killed 3 people",
    ):  # fmt: skip
        assert words in " ".join(text.split()), words


def test_no_event_is_a_result_and_said_in_one_line(silent):
    text = shown(reading_table(*silent, width=80), 80)
    assert "no event, no engagement, no commitment, no person" in text
    assert "Events" not in text


def test_the_last_line_adds_up(made, silent):
    line = totals(summarize([made[1], silent[1]]), problems=1)
    assert line.plain == "2 reports · 2 events · 1 engagement · 1 commitment · 1 person · 1 could not be read"


def test_parcels_are_bounded_and_keep_order():
    items = [Report(str(n), "x" * 10) for n in range(PARCEL_REPORTS + 3)]
    items.insert(2, Problem("p", "", "is empty.", ""))
    cut = list(parcels(items))
    assert [item for parcel in cut for item in parcel] == items
    assert max(map(len, cut)) == PARCEL_REPORTS
    assert [len(parcel) for parcel in parcels([Report("big", "x" * 10**6), Report("b", "y")])] == [1, 1]


def test_the_limit_in_the_help_is_that_of_the_intake():
    limit = next(p for p in read.params if p.name == "max_characters")
    assert limit.default == DEFAULT_MAX_CHARACTERS
    assert FORMATS == ("table", "json", "html")


def test_help_names_every_verb():
    done = CliRunner().invoke(main, ["--help"])
    assert done.exit_code == 0
    for verb in ("actors", "demo", "places", "read", "score"):
        assert f"  {verb} " in done.output
