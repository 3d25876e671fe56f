"""Parts of pages that take long to draw: drawn once, then shown as they are while what they are drawn from is the same.

A key must name all that a part is drawn from, and for whose clearance that was made; the language is added here. A part
is drawn without the request: nothing of who looks at the page can be in it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

T = TypeVar("T")
MOST = 64
"""Parts that a process keeps; the longest unasked go first. The largest are about 250 KB."""
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_guard = Lock()


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What was made under this key and in this language before, else what `make` makes now; it must not be changed after."""
    own = (get_language(), key)
    with _guard:
        if own in _kept:
            _kept.move_to_end(own)
            return _kept[own]  # type: ignore[no-any-return]
    made = make()
    with _guard:
        _kept[own] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def drawn(template: str, key: Hashable, told: Callable[[], Mapping[str, Any]]) -> SafeString:
    """A template drawn with what `told` gives, which is asked for only where it was not drawn before."""
    return once((template, key), lambda: render_to_string(template, dict(told())))


def forget() -> None:
    """Let nothing be kept."""
    with _guard:
        _kept.clear()
