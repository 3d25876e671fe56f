"""A region's data files: read, checked, and blamed by file and line when they cannot be used."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from sarez.errors import DataError

HERE = Path(__file__).parent
WORLD = HERE / "world"
CENTRAL_ASIA = HERE / "central_asia"


def blame(path: Path, place: str | int | None, message: str, remedy: str) -> DataError:
    """An error that names the file, the line (a number, or an entry's key to be looked for) and what to do."""
    line = place if isinstance(place, int) else _line_of(path, place)
    where = f"{path.name}, line {line}" if line else path.name
    return DataError(f"{where}: {message} {remedy} ({path})")


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file; empty if there is no such file."""
    if not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problem = getattr(error, "problem", None) or str(error)
        raise blame(path, line, f"not readable as YAML: {problem}.", "Correct the line, in UTF-8.") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise blame(path, 1, "the file must be a mapping.", "Begin each entry with its key and a colon.")
    return {str(k): v for k, v in data.items()}


def read_csv(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with these columns, each with its line number; empty if there is no such file."""
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(_rows(path, csv.reader(stream), columns))
    except UnicodeDecodeError as error:
        raise blame(path, None, "not UTF-8.", "Save the file as UTF-8.") from error


def _rows(path: Path, lines: Any, columns: tuple[str, ...]) -> Any:
    header: list[str] = next(lines, [])
    if tuple(header) != columns:
        raise blame(path, 1, f"the columns are {','.join(header)}.", f"They must be {','.join(columns)}.")
    for cells in lines:
        if not cells:
            continue
        if len(cells) != len(columns):
            remedy = f"There must be {len(columns)}; put a value with a comma in quotes."
            raise blame(path, lines.line_num, f"{len(cells)} values.", remedy)
        yield lines.line_num, dict(zip(columns, cells, strict=True))


def split(text: object) -> list[str]:
    """The parts of a list written `a | b | c`."""
    return [part for part in (p.strip() for p in str(text or "").split("|")) if part]


def _line_of(path: Path, entry: str | None) -> int | None:
    if entry is None or not path.is_file():
        return None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip().startswith((f"{entry}:", f'"{entry}":')):
            return number
    return None
