from __future__ import annotations

import logging
import warnings
from typing import Any

import pytest

from sarez.intake.quiet import quiet


def test_a_library_is_silent_inside_and_heard_again_outside(caplog: Any, capfd: Any) -> None:
    with quiet("noisy"):
        logging.getLogger("noisy.made.just.now").error("inside")
        warnings.warn("inside", UserWarning, stacklevel=1)
    logging.getLogger("noisy.made.just.now").error("outside")
    assert [record.message for record in caplog.records] == ["outside"]
    assert capfd.readouterr().err == ""
    with pytest.raises(UserWarning):
        warnings.warn("outside", UserWarning, stacklevel=1)


def test_all_is_put_back_after_an_exception() -> None:
    logger = logging.getLogger("noisy")
    with pytest.raises(KeyError), quiet("noisy"):
        raise KeyError
    assert logger.propagate and not logger.handlers
