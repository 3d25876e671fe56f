"""Whether a name in a running text is used as a place: the words around it."""

from __future__ import annotations

import re

CUE = re.compile(
    r"(?:^|\W)(?:in|at|near|outside|around|inside|into|towards?|between|through|via|across|beyond|opposite|(?:visit|trip|arriv|fl[ey]w|fly|travel|went|return|drove|mov)\w*\s+to)"
    r"\s+(?:the\s+)?(?:(?:southern|northern|eastern|western|central|downtown|nearby|Kyrgyz|Tajik|Uzbek|Turkmen|Kazakh|Afghan)"
    r"\s+)?\Z",
    re.IGNORECASE,
)
PERSON = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof)\.? |(?<![.\w])[A-Z]\. ?)\Z")
PAPER = re.compile(
    r"\s+(?:(?:Peace )?(?:Agreements?|Accords?|Conventions?|Declarations?|Protocols?|Treaty|Process|Format|Consensus|Principles)"
    r"|agreements|accords|convention|declaration|protocol|process|format|Times|Post)\b"
)
SURNAME = re.compile(r" [A-Z][a-z]")
APPOSITION = re.compile(r"(?:, |,? \()(?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)?)")
REACH = 40  # characters looked at on each side


def has_cue(text: str, start: int) -> bool:
    """Whether a preposition of place stands before `start`: “in Mary”, “near the Dacha”; “to” and “from” are no proof."""
    return CUE.search(text[max(0, start - REACH) : start]) is not None


def is_person(text: str, start: int) -> bool:
    """Whether what starts there is a surname: “Mr. Kant”, “N. Samarkand”."""
    return PERSON.search(text[max(0, start - 8) : start]) is not None


def has_surname(text: str, end: int) -> bool:
    """Whether a capitalized word follows, so that a first name may end there: “Nursultan Nazarbayev”."""
    return SURNAME.match(text, end) is not None


def is_paper(text: str, end: int) -> bool:
    """Whether what ends there only names a document, a process or a newspaper: “Minsk agreements”, “Moscow format”."""
    return PAPER.match(text, end) is not None


def apposed(text: str, end: int) -> list[str]:
    """The names after a comma or in brackets, longest first: “Mary, Turkmenistan”."""
    match = APPOSITION.match(text, end)
    return [match.group(1), match.group(1).split()[0]] if match else []
