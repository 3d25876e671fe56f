"""`sarez demo`: the sample chronicle read, counted and shown."""

from importlib import resources

import pytest


@pytest.mark.slow  # as make demo does, on a desk
def test_the_demo_reads_ninety_reports_and_names_its_page(sarez, tmp_path):
    done = sarez("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Sarez read 90 reports" in done.stdout
    assert "KGZ – TJK" in done.stdout
    assert "sarez-demo.html" in done.stdout
    assert "sarez read PATH" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= max(80, len(str(tmp_path)) + 40)
    page = (tmp_path / "sarez-demo.html").read_text("utf-8")
    assert page.count("<article ") == 90
    assert str(tmp_path.parent) not in page
    assert "/sample/" not in page


@pytest.mark.slow  # reads the chronicle once more
def test_the_page_can_go_to_standard_output(sarez, tmp_path):
    done = sarez("demo", "--output", "-", cwd=tmp_path)
    assert done.stdout.startswith("<!doctype html>")
    assert "Sarez read 90 reports" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_chronicle_comes_with_its_sources():
    sample = resources.files("sarez.sample")
    texts = [entry.name for entry in sample.iterdir() if entry.name.endswith(".txt")]
    assert len(texts) == 90
    sources = sample.joinpath("SOURCES.md").read_text("utf-8")
    assert [name for name in texts if name not in sources] == []
