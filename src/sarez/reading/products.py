"""The matrix products of a language model: by numpy's own library, on one core.

spaCy multiplies with BLIS, whose wheels fall back to a kernel for any processor on many machines; the library that numpy
brings chooses its kernel for the processor it runs on. The parse is the same (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController


def by_numpy(nlp: Language) -> None:
    """Let the pipeline's layers multiply with numpy; those that run on another device stay as they are."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for layer in _layers(pipe):
            if type(layer.ops) is NumpyOps:
                layer.ops = ops


def _layers(pipe: Any) -> Iterator[Any]:
    model: Any = getattr(pipe, "model", None)
    return iter(model.walk() if hasattr(model, "walk") else ())


@contextmanager
def on_one_core() -> Iterator[None]:
    """Keep numpy's library to one core inside: the products are small, and cores are for other readers."""
    with _libraries().limit(limits=1, user_api="blas"):
        yield


@cache
def _libraries() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
