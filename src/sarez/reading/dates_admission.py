"""Whether words that can be a date are one where they stand."""

from __future__ import annotations

import re

from sarez.reading.dates_grammar import Form

_MONTH_MUST = {"may", "march", "august"}
_MONTH_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|from|before|after|during|for|of|the|this|last|next|early|late|mid|end|every|each|and|to|through|between|,)[\s-]\Z",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|of|from|to|before|after|during|year|early|late|mid|for|circa|through|between|the|and"
    r"|spring|summer|autumn|winter|born|back|as of|up to|beyond|into|throughout)[\s-]\Z|[(\[]\Z|\bb\.\s\Z",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(
    r"\s(?!elections\b|events\b|clashes\b|protests\b|talks\b|riots\b)[a-z]+(?:s|people|men)\b"
)
_TERM_BEFORE = re.compile(r"\bfor\s\d{4}\s?[-–—]\s?\Z")
_STREET_AFTER = re.compile(
    r"\s(?:street|avenue|square|park|district|prospekt|microdistrict)\b", re.IGNORECASE
)
_WITH_ARTICLE = {"following", "same", "previous", "preceding", "current", "past", "coming"}
_ARTICLE = re.compile(r"\b(?:the|this|that|very)\s\Z", re.IGNORECASE)


def is_admitted(text: str, form: Form, first: int) -> bool:
    """Whether words that can be a date are one here: not the verbs “may” and “march”, a street or a number of men."""
    before, words = text[max(0, first - 16) : first], text[form.start : form.end]
    after = text[form.end : form.end + 24]
    month = form.parts.get("month") or ""
    if month.isalpha() and month.islower() and not form.parts.get("year"):
        return False
    if form.rule in {"day month", "days"} and _STREET_AFTER.match(after):
        return False
    if form.rule == "month" and first == form.start:
        return _is_month(month.lower(), before, after)
    if form.rule == "months" and not form.parts.get("year"):
        return bool(_MONTH_BEFORE.search(before)) or month.lower() not in _MONTH_MUST
    if form.rule == "year" and first == form.start:
        return _is_year(words, before, after)
    if form.rule == "season" and not (form.parts.get("year") or form.parts.get("which")):
        return bool(
            re.search(
                r"\b(?:in|by|for|since|until|before)\s(?:the\s)?(?:early\s|late\s)?\Z", before, re.IGNORECASE
            )
        )
    if form.rule == "ordinal":
        return bool(re.search(r"\bthe\s\Z", before, re.IGNORECASE))
    if form.rule == "the day before":
        return bool(re.search(r"\bthe\s\Z", before, re.IGNORECASE)) and ends_clause(after)
    if form.rule == "first day":
        return bool(re.search(r"\bthe\s\Z", before, re.IGNORECASE)) and not after.lower().startswith(" of")
    if form.rule == "count" and (form.parts.get("way") or "").lower() == "on":
        return ends_clause(after)
    if form.rule == "years" and before.endswith("for "):
        return False  # “a road map for 2025–2027” is not of those years
    if form.rule == "which" and words.split()[0].lower() in _WITH_ARTICLE:
        return bool(_ARTICLE.search(before))
    return True


def _is_month(month: str, before: str, after: str) -> bool:
    if month in _MONTH_MUST:
        return bool(_MONTH_BEFORE.search(before))
    return bool(_MONTH_BEFORE.search(before)) or not re.match(r"\s[A-Z]", after)


def _is_year(words: str, before: str, after: str) -> bool:
    if _TERM_BEFORE.search(before):
        return False
    if not _YEAR_BEFORE.search(before) and not re.match(r"['’]s\b|\s?[)\]]", after):
        return False
    is_counting = words.endswith("00") or not re.search(
        r"\b(?:in|since|by|until|the|early|late)[\s-]\Z", before, re.IGNORECASE
    )
    return not (is_counting and _PLURAL_AFTER.match(after))


def ends_clause(after: str) -> bool:
    """Whether a clause ends here: what follows “ten days before” is a comma, and no event."""
    return bool(re.match(r"\s*(?:[.,;:!?)–—\n]|-\s|\Z|that\b(?!\s\w+ed\b)|this\b|it\b)", after))
