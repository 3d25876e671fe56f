"""GDELT 2.0's files of a quarter of an hour each, checked against the list that names their size and MD5."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from sarez.errors import Problem
from sarez.intake.answers import Failure
from sarez.intake.tables.fetching.jobs import Job
from sarez.intake.tables.fetching.patience import Patient
from sarez.intake.tables.reading import Asked
from sarez.intake.tables.store import Added, Store
from sarez.region.region import Region

BASE = "http://data.gdeltproject.org/gdeltv2"
_NAME = re.compile(r"/(\d{14})\.export\.CSV\.zip\Z", re.IGNORECASE)
LARGEST = 100_000_000
"""Bytes of the events of a quarter of an hour, unpacked."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the list: when its quarter begins (YYYYMMDDHHMMSS), its address, size and MD5."""

    moment: str
    url: str
    size: int
    md5: str

    @property
    def day(self) -> str:
        """The day it is of, as 2023-01-31."""
        return f"{self.moment[:4]}-{self.moment[4:6]}-{self.moment[6:8]}"


def fetch(
    store: Store,
    client: Patient,
    asked: Asked,
    first: date | None = None,
    last: date | None = None,
    region: Region | None = None,
    *,
    base: str = BASE,
) -> Iterator[Added | Problem | str]:
    """Fetch the events of these days, a version for each day; the last quarter of an hour where no day is given.

    Days that are kept are not fetched again. Stopped, it goes on with the next file. A file that the server has
    lost is told and the day kept without it; one that does not arrive whole leaves its day for the next time.
    """
    every = _listed(client, base, is_whole=bool(first or last))
    if isinstance(every, Problem):
        yield every
        return
    begin = first.isoformat() if first else ""
    end = last.isoformat() if last else "9"
    listed = [file for file in every if begin <= file.day <= end]
    newest = max((file.day for file in every), default="")
    if not listed:
        yield Problem(
            base,
            "",
            "The list names no events of these days.",
            "Ask for days from 2015-02-18 on, up to yesterday.",
        )
        return
    kept = {k.version for k in store.versions() if k.source == "gdelt"}
    versions: dict[str, list[Listed]] = {}
    for file in listed:
        versions.setdefault(file.day if first or last else file.moment, []).append(file)
    for version, files in versions.items():
        if version in kept:
            yield f"gdelt {version} is kept already."
        elif version == newest:
            yield f"gdelt {version} is not over: fetch it tomorrow."
        else:
            yield from _one(
                store,
                client,
                version,
                files,
                replace(asked, version=version, label=f"{base}, {version}"),
                region,
            )


def _one(
    store: Store, client: Patient, version: str, files: list[Listed], asked: Asked, region: Region | None
) -> Iterator[Added | Problem | str]:
    """Fetch and add the files of one version."""
    job = Job.of(store.folder / "fetching", "gdelt", version, files[0].url)
    parts: list[Path] = []
    is_whole = True
    for number, file in enumerate(files, 1):
        got = _file(client, job, file)
        if isinstance(got, Path):
            parts.append(got)
        else:
            yield got.problem
            is_whole = is_whole and got.status in (404, 410)
        yield f"gdelt {version}: {number} of {len(files)} files"
    if not is_whole:
        yield Problem(
            f"gdelt {version}", "", "Not all its files came, so it is not kept yet.",
            "What has come is kept: the same command fetches the rest.",
        )  # fmt: skip
    elif parts:
        yield from store.add(_joined(job, version, parts), asked, region)
        job.clear()


def _file(client: Patient, job: Job, file: Listed) -> Path | Failure:
    """One file, whole and checked: the one that came before, or fetched now."""
    path = job.folder / f"{file.moment}.zip"
    if path.exists() and _is_whole(path.read_bytes(), file):
        return path
    for _ in range(TRIES):
        answer = client.ask(file.url)
        if isinstance(answer, Failure):
            return answer
        if _is_whole(answer.body, file):
            return job.put(path.name, answer.body)
    return Failure(
        Problem(
            file.url, "", "It is not the file that the list names: size or MD5 differ.", "Try again later."
        ),
        False,
    )


def _is_whole(data: bytes, file: Listed) -> bool:
    return len(data) == file.size and hashlib.md5(data, usedforsecurity=False).hexdigest() == file.md5


def _joined(job: Job, version: str, parts: list[Path]) -> Path:
    """The events of all files as one table."""
    path = job.folder / f"{version}.export.CSV"
    with path.open("wb") as out:
        for part in parts:
            out.write(_unpacked(part))
    return path


def _unpacked(path: Path) -> bytes:
    """The events in a file; a broken one gives a line that the reader tells of."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".csv")]
            text = b"".join(archive.open(name).read(LARGEST) for name in names)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError):
        return f"{path.name} cannot be unpacked\n".encode()
    return text if not text or text.endswith(b"\n") else text + b"\n"


def _listed(client: Patient, base: str, *, is_whole: bool) -> list[Listed] | Problem:
    """The files of events that the list of all files names, or that of the last update."""
    answer = client.ask(f"{base}/{'masterfilelist.txt' if is_whole else 'lastupdate.txt'}")
    if isinstance(answer, Failure):
        return answer.problem
    lines = (line for line in io.BytesIO(answer.body) if b".export." in line.lower())
    return [file for line in lines if (file := _line(line, base))]


def _line(line: bytes, base: str) -> Listed | None:
    """One line of the list: size, MD5 and address. The file is fetched from where the list is."""
    parts = line.decode("ascii", "replace").split()
    found = _NAME.search(parts[2]) if len(parts) == 3 else None
    if not found or not parts[0].isdecimal():
        return None
    name = urlsplit(parts[2]).path.rpartition("/")[2]
    return Listed(found[1], f"{base}/{name}", int(parts[0]), parts[1].lower())
