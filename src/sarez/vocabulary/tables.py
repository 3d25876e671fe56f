"""A vocabulary file: YAML, read and checked, with a user's own file laid over the one that ships."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sarez.errors import DataError

SHIPPED = Path(__file__).parent / "data"


def read_table(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds; DataError with file, line and remedy if it holds none."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise fault(path, "", f"it cannot be read ({error})", "Restore the file, saved as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or "not YAML"
        raise fault(
            path, place, f"this is not YAML: {reason}", "Check indentation, colons and quotes there."
        ) from error
    if not isinstance(table, dict):
        raise fault(path, "", "it holds no mapping", "Start from a copy of the file that ships with Sarez.")
    return table


def fault(path: Path, place: str, message: str, remedy: str) -> DataError:
    """A DataError that says which file, where in it, what is wrong and what to do."""
    where = f"{path}, {place}" if place else str(path)
    return DataError(f"{where}: {message}. {remedy}")


def layers(name: str, folder: Path | None) -> Iterable[tuple[Path, dict[str, Any]]]:
    """The shipped table of that name, then the user's own from `folder`, if there is one."""
    yield SHIPPED / name, read_table(SHIPPED / name)
    own = folder / name if folder else None
    if own is not None and own.exists():
        yield own, read_table(own)


def mapping(path: Path, place: str, value: Any) -> dict[str, Any]:
    """`value` as a mapping with text keys."""
    if not isinstance(value, dict) or not value:
        raise fault(path, place, "a mapping is wanted here", "Write `key: value` lines, indented under it.")
    return {str(k): v for k, v in value.items()}


def section(path: Path, table: dict[str, Any], name: str) -> dict[str, Any]:
    """One top-level part of a table: the shipped file must have it, a user's own may leave it out."""
    if name not in table and path.parent != SHIPPED:
        return {}
    return mapping(path, name, table.get(name))


def sentence(path: Path, place: str, value: Any) -> str:
    """`value` as text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise fault(path, place, "text is wanted here", "Write a word or a sentence after the colon.")
    return value.strip()


def word_list(path: Path, place: str, value: Any) -> tuple[str, ...]:
    """`value` as words or phrases: a list, or text with commas between them; a missing one is empty."""
    if isinstance(value, str):
        value = [w for w in value.split(",") if w.strip()]
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
        remedy = 'Write one, two, three; put yes, no, on, off and numbers in "quotes".'
        raise fault(path, place, "words with commas between them are wanted here", remedy)
    return tuple(" ".join(w.split()) for w in value)


def one_of(path: Path, place: str, value: Any, allowed: Iterable[str]) -> str:
    """`value`, which must be one of the words allowed."""
    choices = list(allowed)
    if value not in choices:
        raise fault(path, place, f"{value!r} is not known here", f"Use one of: {', '.join(choices)}.")
    return str(value)


def number(path: Path, place: str, value: Any, least: float, most: float) -> float:
    """`value` as a number between two bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise fault(path, place, f"{value!r} is no number from {least:g} to {most:g}", "Correct the number.")
    return float(value)


def truth(path: Path, place: str, value: Any) -> bool:
    """`value` as yes or no."""
    if not isinstance(value, bool):
        raise fault(path, place, f"{value!r} is neither true nor false", "Write true or false.")
    return value
