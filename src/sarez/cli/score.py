"""`sarez score`: the reader measured on annotated reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

KINDS = ("people", "events", "engagements", "commitments")


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD")
@click.option(
    "--misses", type=click.Choice(KINDS), help="List what was missed and what was extra of one kind."
)
@click.option(
    "--format", "-f", "form", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="Figures as lines, or as one JSON object.",
)  # fmt: skip
@click.option(
    "--predictions", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Score these readings (JSON, one object a line) and read nothing.",
)  # fmt: skip
@click.option(
    "--workers", "-w", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
@click.option(
    "--model", metavar="NAME", help="A spaCy model: a package, a folder, or `none` for the rules alone."
)
@click.option(
    "--region", default="central_asia", show_default=True, help="The region to read for: a name or a folder."
)
def score(
    gold: Path,
    misses: str | None,
    form: str,
    predictions: Path | None,
    workers: int,
    model: str | None,
    region: str,
) -> None:
    """Measure the reader on annotated reports.

    GOLD is a folder of pairs NAME.txt and NAME.json (gold/GUIDE.md says what stands in them). The reader is given
    the text alone. Every figure is a share between 0 and 1.
    """
    from sarez.cli.workers import Settings
    from sarez.reading import scoring

    golds = golds_in(gold)
    if predictions:
        found = readings_in(predictions)
    else:
        found = read_texts(gold, golds, Settings(model, region), workers)
    figures = scoring.score(golds, found)
    if form == "json":
        click.echo(json.dumps({figure.name: _number(figure.value) for figure in figures}))
    else:
        unread = [name for name in golds if name not in found]
        names = f": {', '.join(unread)}" if unread else ""
        click.echo(f"{len(golds)} reports, {len(unread)} unread{names}")
        for figure in figures:
            click.echo(str(figure))
    if misses:
        for miss in scoring.misses(golds, found, misses):
            click.echo(str(miss))


def golds_in(folder: Path) -> dict[str, dict[str, Any]]:
    """The annotations of a folder by name. Raises SarezError where there is none, or one cannot be used."""
    from sarez.errors import SarezError

    golds: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        gold = _object(path.read_text(encoding="utf-8"), str(path))
        lacking = [kind for kind in KINDS if not isinstance(gold.get(kind), list)]
        if lacking:
            raise SarezError(
                f"{path} is no annotation: it has no list of {', '.join(lacking)}. See gold/GUIDE.md."
            )
        golds[path.stem] = gold
    if not golds:
        raise SarezError(f"There are no annotations (NAME.json beside NAME.txt) in {folder}.")
    return golds


def readings_in(path: Path) -> dict[str, dict[str, Any]]:
    """Readings from a file of JSON lines, by the name of their report. Raises SarezError where a line is none."""
    from sarez.errors import SarezError

    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            reading = _object(line, f"{path}, line {number}")
            if not isinstance(reading.get("file"), str):
                raise SarezError(f"{path}, line {number}: a reading names its report under “file”.")
            found[Path(reading["file"]).stem] = reading
    return found


def read_texts(
    folder: Path, golds: Mapping[str, Any], settings: Any, workers: int = 1
) -> dict[str, dict[str, Any]]:
    """The readings of the texts beside the annotations, by name; what cannot be read is told and left out."""
    from sarez.cli.progress import followed
    from sarez.cli.read import Problems
    from sarez.cli.workers import read_all
    from sarez.intake import read_paths
    from sarez.reading.contract import to_dict

    paths = [folder / f"{name}.txt" for name in golds]
    results = read_all(read_paths(paths), settings, workers=workers)
    shown = followed(results, total=len(paths), what="Reading", is_shown=True)
    return {
        Path(report.file).stem: to_dict(reading) | {"file": Path(report.file).name}
        for report, reading in Problems().aside(shown)
    }


def _object(text: str, where: str) -> dict[str, Any]:
    from sarez.errors import SarezError

    try:
        value = json.loads(text)
    except ValueError as error:
        raise SarezError(f"{where} is no JSON: {error}.") from error
    if not isinstance(value, dict):
        raise SarezError(f"{where} holds no JSON object.")
    return value


def _number(value: float) -> float | None:
    return None if value != value else round(value, 4)
