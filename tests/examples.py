"""How many examples a property is tried on: all of them in `make check-all` (SAREZ_TESTS=all), some in `make test`."""

import os

ALL = os.environ.get("SAREZ_TESTS") == "all"


def some(every: int, few: int) -> int:
    """The number of examples of this run."""
    return every if ALL else few
