"""What tests of every room share: desks that are ready to work with."""

import os

import pytest
from hypothesis import settings
from tests.examples import some

settings.register_profile("sarez", max_examples=some(100, 40))
settings.load_profile("sarez")


@pytest.fixture(scope="session")
def ready(tmp_path_factory):
    """Copies of desks that are made once in a run, whichever worker asks first."""
    from tests.desk.running import Ready

    base = tmp_path_factory.getbasetemp()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    return Ready((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "ready", run[:12])
