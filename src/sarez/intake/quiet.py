"""Keep libraries from talking: what they find wrong is told as a `Problem` or a note, not on stderr."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet(*libraries: str) -> Iterator[None]:
    """Keep warnings and the named libraries' log lines off stderr inside the block, and put all back afterwards.

    A library makes loggers for its modules as it goes; all of them end at its own, which is cut off from the root.
    """
    kept = [(logger, logger.propagate) for logger in map(logging.getLogger, libraries)]
    silence = logging.NullHandler()
    for logger, _ in kept:
        logger.addHandler(silence)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, was in kept:
            logger.removeHandler(silence)
            logger.propagate = was
