"""How a time or a size is taken so that it means something on a machine that does other things too."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from statistics import median


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds that a piece of work takes in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def paired(
    pairs: Iterable[tuple[Callable[[], object], Callable[[], object]]],
) -> tuple[list[float], list[float]]:
    """The CPU seconds of the first and second of each pair, measured in turn, so that a busy spell hits both alike."""
    first, second = [], []
    for i, (one, other) in enumerate(pairs):
        if i % 2:
            second.append(cpu(other))
            first.append(cpu(one))
        else:
            first.append(cpu(one))
            second.append(cpu(other))
    return first, second


def ratio(over: list[float], under: list[float]) -> float:
    """The median of the ratios of pairs."""
    return median(a / b for a, b in zip(over, under, strict=True))


def cpu_of_all() -> float:
    """The CPU seconds of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def child(arguments: list[str]) -> tuple[float, float]:
    """The wall and CPU seconds of a process of its own; what it prints is thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told_by(code: str, *arguments: str) -> list[float]:
    """The numbers that a process of its own prints on its last line."""
    run = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)
    return [float(word) for word in done.stdout.strip().splitlines()[-1].split()]


def say(words: str) -> None:
    """Tell on standard error how far things are."""
    print(words, file=sys.stderr, flush=True)
