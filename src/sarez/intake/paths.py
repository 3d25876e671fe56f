"""Paths to files: folders walked in order, each file once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sarez.errors import Problem
from sarez.intake.sniff import HEAD, kind_by_name, kind_of

STANDARD_INPUT = "-"
_SIDECARS = (
    ".json", ".geojson", ".md", ".rst", ".yaml", ".yml", ".toml", ".ini", ".log", ".cdx", ".cdxj", ".sha256", ".md5",
    ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".woff", ".woff2", ".py", ".ann", ".conll",
)  # fmt: skip
_NAMED_SIDECARS = ("license", "licence", "readme", "notice", "authors", "changelog", "makefile", "sha256sums")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `file` names it in the report, `path` opens it."""

    path: str
    file: str


def walk(paths: Iterable[str | Path]) -> Iterator[Found | Problem]:
    """Give each file once, folders in order of their names, and what cannot be read as a `Problem`.

    In folders hidden files are left out, and so are annotations and other sidecars; a file of an unknown kind
    counts only if its bytes say that it is a page, a PDF, a Word file or a web archive. Of the others each kind
    is reported once. A path named outright is always given.
    """
    seen: set[str] = set()
    for path in map(str, paths):
        if path == STANDARD_INPUT:
            if path not in seen:
                seen.add(path)
                yield Found(path, "stdin")
            continue
        mode = _mode(path)
        if isinstance(mode, Problem):
            yield mode
        elif stat.S_ISDIR(mode):
            yield from _folder(path, seen)
        elif _is_new(path, seen):
            yield Found(path, shown(path))


def count_paths(paths: Iterable[str | Path]) -> int | None:
    """Count the reports that paths will give, for a progress bar; None where that takes reading them."""
    found = [item for item in walk(paths) if isinstance(item, Found)]
    if any(f.path == STANDARD_INPUT or kind_by_name(f.file) in ("lines", "warc", "warc.gz") for f in found):
        return None
    return len(found)


def shown(path: str) -> str:
    """Return a path that can be printed: a name that is not valid UTF-8 has U+FFFD for the bytes in question."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def unreadable(path: str, error: OSError) -> Problem:
    """Say why the system does not let a file be read."""
    if isinstance(error, FileNotFoundError):
        return Problem(shown(path), "", "does not exist.", "Check the spelling of the path.")
    if isinstance(error, PermissionError):
        return Problem(
            shown(path),
            "",
            "may not be read by this user.",
            "Change its permissions, or copy it to a place of yours.",
        )
    reason = (error.strerror or str(error)).lower()
    return Problem(shown(path), "", f"cannot be read: {reason}.", "Copy it to this machine and try again.")


def _mode(path: str) -> int | Problem:
    try:
        if not path:
            raise ValueError(path)
        return Path(path).stat().st_mode
    except OSError as error:
        return unreadable(path, error)
    except ValueError:
        return Problem(shown(path), "", "is no path.", "Check the spelling of the path.")


def _is_new(path: str, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _folder(top: str, seen: set[str]) -> Iterator[Found | Problem]:
    """Walk a folder without recursion, so that no depth is too deep; a link back up is a folder seen before."""
    unknown: dict[str, list[str]] = {}
    is_empty = True
    stack = [top]
    while stack:
        path = stack.pop()
        mode = _mode(path)
        if isinstance(mode, Problem):
            yield mode
            is_empty = False
        elif stat.S_ISDIR(mode):
            inside = _entries(path) if _is_new(path, seen) else None
            if isinstance(inside, list):
                stack += inside
            else:
                is_empty = False
                yield from [inside] if inside else []
        elif stat.S_ISREG(mode) and not _is_sidecar(path):
            is_empty = False
            if not (kind_by_name(path) or _is_told_by_bytes(path)):
                unknown.setdefault(Path(path).suffix.lower(), []).append(path)
            elif _is_new(path, seen):
                yield Found(path, shown(os.path.relpath(path, top)))
    for suffix, paths in sorted(unknown.items()):
        yield _unknown(suffix, paths)
    if is_empty:
        yield Problem(
            shown(top),
            "",
            "holds nothing to read.",
            "Put .txt, .html, .pdf, .docx, .jsonl or .warc.gz files in it.",
        )


def _is_sidecar(path: str) -> bool:
    name = Path(path).name.lower()
    return name.endswith(_SIDECARS) or name in _NAMED_SIDECARS


def _entries(folder: str) -> list[str] | Problem:
    """List a folder, last name first, as a stack wants it."""
    try:
        inside = sorted(Path(folder).iterdir(), reverse=True)
    except OSError as error:
        return unreadable(folder, error)
    return [str(path) for path in inside if not path.name.startswith((".", "~$"))]


def _is_told_by_bytes(path: str) -> bool:
    try:
        with Path(path).open("rb") as stream:
            return kind_of(stream.read(HEAD)) in ("page", "pdf", "word", "warc", "warc.gz")
    except OSError:
        return True  # opened again by the reader, which says what is wrong


def _unknown(suffix: str, paths: list[str]) -> Problem:
    what = f"files named {suffix}" if suffix else "files without a suffix"
    others = f" {len(paths) - 1} more like it." if len(paths) > 1 else ""
    return Problem(
        shown(paths[0]),
        "",
        f"is of a kind that is not read in folders ({what}).{others}",
        "Convert to .txt, .pdf or .docx, or name the file outright to have it read as text.",
    )
