"""Sarez: an early warning and response desk for preventive diplomacy."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`from sarez import read`, without loading the reader before it is asked for."""
    if name == "read":
        from sarez.reading.reader import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
