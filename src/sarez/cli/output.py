"""Where data goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sarez.errors import SarezError


@contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """Open what `--output` names for writing, standard output for None and `-`.

    A file takes its name only when all is written, so that an interrupted run leaves the old one as it was.
    Raises SarezError where it cannot be written.
    """
    if path is None or path == "-":
        yield _standard()
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as stream:  # a device or a named pipe
                yield stream
        else:
            yield from _whole(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SarezError(f"{path} cannot be written: {reason}. Name another file with --output.") from error


def _whole(target: Path) -> Iterator[TextIO]:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as stream:
        draft = Path(stream.name)
        try:
            yield stream  # type: ignore[misc]
            stream.flush()
            draft.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _standard() -> TextIO:
    """Standard output that writes UTF-8, whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask
