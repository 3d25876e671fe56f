"""The tutorial works as printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

TUTORIAL = Path(__file__).parents[1] / "docs" / "tutorial.md"


def steps(text):
    """Each command of the console blocks with what it should print."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = step.splitlines()
            more = next((i for i, line in enumerate(lines[1:], 1) if not line.startswith(">")), len(lines))
            command = [lines[0], *(line.removeprefix(">").removeprefix(" ") for line in lines[1:more])]
            yield "\n".join(command), "\n".join(lines[more:])


def pattern(expected):
    """What is printed, whatever its blanks; “…” stands for anything."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in expected.split("…")]
    return r"\s*" + r"[\s\S]*?".join(rf"\s*{piece}\s*" for piece in pieces) + r"\s*"


def test_the_tutorial_does_what_it_says(tmp_path):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100"}
    told = list(steps(TUTORIAL.read_text("utf-8")))
    assert len(told) > 8
    for command, expected in told:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, text=True, timeout=120,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert re.fullmatch(pattern(expected), done.stdout), (
            f"$ {command}\n{done.stdout}\nexpected:\n{expected}"
        )


def test_a_step_that_prints_something_else_is_noticed():
    assert re.fullmatch(pattern("a …\nexit code 1"), "a b c\nexit code 1\n")
    assert not re.fullmatch(pattern("a …\nexit code 1"), "a b c\nexit code 0\n")
    assert not re.fullmatch(pattern(""), "Traceback")
