"""What a date in a report means: a form of the grammar, counted from publication or from the date before it."""

from __future__ import annotations

from sarez.reading import dates_counted, dates_named
from sarez.reading.dates_grammar import Form
from sarez.reading.dates_setting import Meaning, Setting

__all__ = ["Meaning", "Setting", "resolve"]

_READERS = {**dates_named.READERS, **dates_counted.READERS}


def resolve(form: Form, at: Setting) -> Meaning:
    """The meaning of a form; a value of None means that the text does not say which day, month or year it is."""
    return _READERS[form.rule](form.parts, at)
