"""Reports to readings in order, in this process or in several."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sarez.errors import Problem, SarezError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from sarez.intake.report import Report
    from sarez.reading.reader import ReportReader
    from sarez.reading.records import Reading

# A parcel is what a worker reads at a time: enough for the parser to work in batches, little enough to keep
# every worker busy and memory flat.
PARCEL_REPORTS = 16
PARCEL_CHARACTERS = 100_000
PARCELS_PER_WORKER = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What to read with: a model, a region, the date of reports that bear none, and whether all topics are read."""

    model: str | None = None
    region: str = "central_asia"
    published: str | None = None
    all_topics: bool = False


Result = tuple["Report", "Reading"] | Problem


def read_all(items: Iterable[Report | Problem], settings: Settings, *, workers: int = 1) -> Iterator[Result]:
    """Read each report, in order; a `Problem` among the items is passed on in its place.

    The result does not depend on the number of workers. Raises SarezError where the model or region cannot be used.
    """
    if workers == 1:
        desk = Desk(settings)
        for parcel in parcels(items):
            yield from desk.read(parcel)
    else:
        yield from _read_apart(items, settings, workers)


def parcels(items: Iterable[Report | Problem]) -> Iterator[list[Report | Problem]]:
    """Cut a stream of items into portions of bounded size."""
    parcel: list[Report | Problem] = []
    size = 0
    for item in items:
        parcel.append(item)
        size += 0 if isinstance(item, Problem) else len(item.text)
        if len(parcel) >= PARCEL_REPORTS or size >= PARCEL_CHARACTERS:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


class Desk:
    """One reader at work; the model is loaded at the first report."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: ReportReader | None = None

    def read(self, parcel: list[Report | Problem]) -> list[Result]:
        """Read what is in a parcel, in order."""
        reports = [item for item in parcel if not isinstance(item, Problem)]
        read = iter(self._read(reports))
        return [item if isinstance(item, Problem) else next(read) for item in parcel]

    def _read(self, reports: list[Report]) -> list[Result]:
        if not reports:
            return []
        reader = self._reader()  # what goes wrong here is no fault of a report
        try:
            readings = list(reader.read_many(reports))
        except SarezError:
            raise
        except Exception:  # one report made the reader fail: find out which, and read the others
            return [self._alone(reader, report) for report in reports]
        return [
            (report, self._dated(reader, report, reading))
            for report, reading in zip(reports, readings, strict=True)
        ]

    def _alone(self, reader: ReportReader, report: Report) -> Result:
        try:
            return report, self._dated(reader, report, reader.read(report))
        except SarezError:
            raise
        except Exception as error:
            fault = f"made the reader fail ({type(error).__name__}: {error})."
            return Problem(
                report.file, "", fault, "This is a fault of Sarez: please report it with the text."
            )

    def _dated(self, reader: ReportReader, report: Report, reading: Reading) -> Reading:
        """A text that bears no date of its own is read once more, with the one the user gave."""
        if reading.published is not None or self._settings.published is None:
            return reading
        return reader.read(replace(report, published=self._settings.published))

    def _reader(self) -> ReportReader:
        if self._loaded is None:
            from sarez.reading.reader import load_reader

            self._loaded = load_reader(
                self._settings.model, self._settings.region, all_topics=self._settings.all_topics
            )
        return self._loaded


_desk: Desk | None = None  # one per worker process


def _open_desk(settings: Settings) -> None:
    """Start a worker. Ctrl-C reaches every process of the terminal; the parent alone answers it."""
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _desk = Desk(settings)


def _read_parcel(parcel: list[Report | Problem]) -> list[Result]:
    assert _desk is not None
    return _desk.read(parcel)


def _read_apart(items: Iterable[Report | Problem], settings: Settings, workers: int) -> Iterator[Result]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_open_desk,
        initargs=(settings,),
    )
    try:
        yield from _in_order(pool, items, workers * PARCELS_PER_WORKER)
    except BrokenProcessPool as error:
        raise SarezError(
            "A worker was ended from outside, most likely for want of memory. Try fewer --workers."
        ) from error
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, items: Iterable[Report | Problem], ahead: int) -> Iterator[Result]:
    """Results in the order of the items; never more than `ahead` parcels are under way."""
    waiting: deque[Future[list[Result]]] = deque()
    for parcel in parcels(items):
        waiting.append(pool.submit(_read_parcel, parcel))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: nobody waits for what they are reading."""
    processes: dict[int, Any] = getattr(pool, "_processes", None) or {}
    for process in processes.values():
        process.terminate()
