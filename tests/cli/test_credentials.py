"""`sarez credentials verify`: what it prints and with which code it ends."""

import json

import pytest
from click.testing import CliRunner
from tests.desk.training.credentials.made import CERTIFICATE, RING, listed, made

from sarez.cli import main
from sarez.desk.training.credentials.keys import write_ring
from sarez.desk.training.credentials.paper import pdf


@pytest.fixture
def files(tmp_path):
    token = made()
    (tmp_path / "good.jwt").write_text(token + "\n")
    (tmp_path / "good.pdf").write_bytes(pdf(token, CERTIFICATE))
    (tmp_path / "changed.jwt").write_text(token[:-6] + "AAAAAA")
    (tmp_path / "none.txt").write_text("Dear colleague")
    (tmp_path / "keys.json").write_text(write_ring(RING))
    (tmp_path / "list.jwt").write_text(listed())
    (tmp_path / "revoked.jwt").write_text(listed({41}))
    return tmp_path


def run(files, *names, **options):
    told = [
        part for name, file in options.items() for part in (f"--{name.replace('_', '-')}", str(files / file))
    ]
    return CliRunner().invoke(
        main, ["credentials", "verify", *told, "--at", "2026-11-01", *(str(files / n) for n in names)]
    )


def test_good_on_paper_and_as_text(files):
    done = run(files, "good.pdf", "good.jwt", keys="keys.json", status_list="list.jwt")
    assert done.exit_code == 0, done.output
    assert done.output.count(": good") == 2 and CERTIFICATE.holder in done.output and " ! " not in done.output
    assert "Course recognized by United Nations" in done.output


def test_what_was_not_looked_at_is_said(files):
    assert run(files, "good.jwt").output.count("  ! ") == 2


@pytest.mark.parametrize(
    "name, options, code, said",
    [
        ("changed.jwt", {}, 1, "NOT GOOD"),
        ("good.jwt", {"status_list": "revoked.jwt"}, 1, "It was revoked"),
        ("none.txt", {}, 2, "no signed certificate"),
        ("good.jwt", {"keys": "none.txt"}, 2, "no file of keys"),
    ],
)
def test_what_is_not_good_ends_with_another_code(files, name, options, code, said):
    done = run(files, name, **options)
    told = done.output + str(done.exception or "")
    assert said in told and done.exit_code == code


def test_as_json(files):
    done = CliRunner().invoke(
        main, ["credentials", "verify", "--format", "json", "--at", "2026-11-01", str(files / "good.jwt")]
    )
    told = json.loads(done.output)
    assert told["is_good"] and told["says"]["holder"] == CERTIFICATE.holder and len(told["cautions"]) == 2
