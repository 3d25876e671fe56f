"""The words of the date grammar: months, weekdays, counts, units, and the patterns built of them."""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBER = {name[:3]: i + 1 for i, name in enumerate(MONTHS)}
WEEKDAY_NUMBER = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20,
}  # fmt: skip
VAGUE = ("several", "few", "couple", "some", "many")
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3650}
SEASONS = ("spring", "summer", "autumn", "fall", "winter")

_LONG = "|".join(MONTHS)
MONTH = rf"(?:(?:{_LONG})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
LONG_MONTH = rf"(?:(?:{_LONG})\b)"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
SHORT_WEEKDAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.,:]\d|%)"
YEAR = r"(?:(?:18|19|20|21)\d\d)(?!\d|[.,]\d|%)"
COUNT = (
    r"(?:\d{1,3}|half\sa|(?:a\s)?(?:few|couple\sof)|several|some|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + ")"
)
UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)\b(?!-)(?!\sold)"
TO = r"(?:\s?[-‐‑–—−]\s?|\s(?:to|until|till|through|thru|and|up\sto)\s(?:the\s)?)"
FULL_TO = TO.replace("|and", "")
MORE_DAYS = r"(?:,\s[0-3]?\d(?:st|nd|rd|th)?){0,4}"
OF_YEAR = (
    r"(?:(?:\sof)?\s(?P<which>last|this|next|that|the\ssame|the\sprevious|the\sfollowing)\syear"
    r"|\s(?P<back>a\syear\s(?:ago|earlier)))"
)


def month_number(name: str | None) -> int:
    """1 to 12 for the name of a month, in full or cut short."""
    return MONTH_NUMBER[(name or "")[:3].lower()]
