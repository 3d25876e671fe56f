"""How many were killed and injured, as one sentence or clause of a report has it.

Guide, decision 10: casualties of the sides are added; of rival figures for the same dead the official one counts;
"84 casualties, three of them dead" is 3 killed and 81 injured; "nearly", "at least", "up to" N is N; "dozens" is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

KILLED, INJURED, ALL = "killed", "injured", "casualties"
OFFICIAL, PLAIN, RIVAL = 0, 1, 2

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
UNITS = {w: n for n, w in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {w: n * 10 for n, w in enumerate(_TENS.split(), 2)}
_WORD = "|".join([*UNITS, *TENS])
_NUMBER = re.compile(
    rf"(?<![\w$€£.,:/-])(?:\d{{1,3}}(?:[,\u00a0 ]\d{{3}})+|\d{{1,6}}|(?:{_WORD})(?:[- ](?:{_WORD}))?(?: (?:hundred|dozen|thousand))?"
    r"|an? (?:hundred|dozen|thousand)|an?|both|none)(?![\w%€$/:]|[.,]\d|-(?:year|day|hour|month|week|old|strong|member))",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\s?(?:(?:more |other |full )?(?:years?|days?|hours?|months?|minutes?|weeks?|km|kilomet|met(?:er|re)s?|miles?|per cent|percent|am|pm|a\.m|p\.m|o'clock|GMT|million|billion"
    r"|tons?|tonnes|kilograms?|kilos?|kg|grams?|lit(?:er|re)s?|hectares?|dollars|tenge|soms?|euros|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:\w+ ){0,2}?(?:relatives|families|friends|mourners|kin)|times|houses|cars|vehicles|buildings|villages|districts|countries|attacks|bombs|rockets|rounds|occasions|places|shops|th|st|nd|rd|of (?:them|whom|these|those))\b|h\b)",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.?|outpost|age|aged|resolution|article|page|\bat|since) \Z",
    re.IGNORECASE,
)
_LOSS = (
    r"(?:lost|loses?|losing)(?= (?:at least |about |some |nearly |only |up to |more than )?"
    rf"(?:\d[\d,]*|(?:{_WORD})(?:-\w+)?) (?:of (?:its|their|his) |more )?(?:\w+ ){{0,2}}?"
    r"(?:people|persons?|men|man|soldiers?|officers?|guards?|policem[ae]n|servicem[ae]n|troops|civilians|fighters?|citizens|villagers|lives)\b)"
)  # "the ministry, which lost one officer"
_PEOPLE_FELL = "|".join(
    rf"(?<={noun} )"
    for noun in "them whom men soldiers guards officers policemen servicemen fighters gunmen militants civilians people".split()
)
_DESTROYED = "|".join(
    rf"(?<={noun} were )" for noun in "militants terrorists fighters gunmen bandits insurgents rebels".split()
)
_SIGN = re.compile(
    r"\b(?:(?P<killed>killed|dead|died|die|perished|deaths?|slain|slaughtered|murdered|liquidated|eliminated|fatalities|executed|massacred|neutrali[sz]ed|killing|kills?"
    r"|(?:lost|lose|cost|claimed|took|taken|gave|paid with|their|his|her)(?: \w+){0,6}? li(?:ves|fe)|lives(?! (?:by|from|in|on|off|at|with|there|here|under)\b)|toll"
    r"|(?:did|could|do) not (?:survive|live|come out alive)|gunned down|mown down|beheaded|(?<=were )shot(?=[,;.])"
    r"|(?:met|meets|meeting) (?:with )?(?:a violent |a |his |her |their )?(?:deaths?|ends?)|(?:tortured|beaten|stabbed|hacked|starved|crushed|trampled|frozen|bled) to death"
    r"|(?:succumbed|succumbs) to (?:\w+ ){0,2}?(?:wounds|injuries)|burn(?:ed|t) (?:alive|to death)"
    rf"|(?:{_DESTROYED})destroyed|(?<!UN )bodies(?! (?:of the|such|like|which|that)\b)"
    r"|fell(?= (?:in|during|at|on the)\b)"
    rf"|(?:{_PEOPLE_FELL})fell|{_LOSS})"
    r"|(?P<injured>injur(?:ed|ies|y|ing)|wounded|wounds?|wounding|hurt|maimed|(?:badly|severely|brutally) beaten|hospitali[sz]ed)|(?P<casualties>casualties|victims))\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no ?(?:one|body)|not (?:one|a single) \w+|none|no \w+|denied that any\w*(?: \w+){0,4}?)(?: (?:else|was|were|had|has|have|been|is|are|reported|reportedly)){0,4}"
    r" (?P<a>killed|dead|died|dies|perished|lost (?:his|her|their|a) li\w+|hurt|injured|wounded)(?: (?:or|nor|and) (?P<b>\w+))?"
    r"|\b(?P<d>(?:cost|claimed|took|taken) no lives|no lives (?:were|have been|had been) lost)\b"
    r"|\b(?:no|without(?: any)?) (?P<c>casualties|victims|deaths|injuries|loss of life)\b",
    re.IGNORECASE,
)
_SUPERSEDED = re.compile(
    r"\b(?:had|earlier|previously|initially|at first)\b(?: \w+){0,4}?"
    r" (?:spoken|talked|reported|counted|told|put|known|said|given|named|announced|admitted|claimed)\b[^;]*\Z",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:said|says|told|tells|when|after|before|that|which|while|but|because|since|until|came|went|reports?|reported|if|from|by|where|against|detained|arrested|captured)\b|[;:()—–]",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:[^,;:()]{1,45}?)(?:, [^,;:()]{1,40} among them|, (?:including|among them) [^,;:()]{1,40})?(?:,| and| plus| as well as|, and|, as well as)\s\Z",
    re.IGNORECASE,
)
_OF_A_NUMBER = re.compile(r"\b(?:out )?of (?:the |its |their |some |about )?\Z", re.IGNORECASE)
_OTHER_SIDE = re.compile(
    r" (?:on|from) the \w+(?: side)?(?:,| and|, and| against) (?:at least |about |some )?(?P<n>[\w-]+) (?:on|from|among) the \w+"
)
_AS_DID = re.compile(
    r",? (?:as did|and so did|together with|along with) (?:at least |about |some )?(?P<n>[\w-]+)"
)
_AND_ONE = re.compile(
    r" (?:\w+ ){1,3}?and (?:an?|one|his|her|their) (?:\w+ )?(?:woman|man|girl|boy|child|baby|infant|teenager|soldier|officer|guard|policeman|police officer"
    r"|serviceman|civilian|villager|shepherd|farmer|driver|bystander|teacher|doctor|mother|father|wife|husband|son|daughter)\b(?! (?:was|were|had|wounded|injured|hurt|died))"
)
_INTRANSITIVE = frozenset({"died", "die", "perished", "fell"})
_FATE = re.compile(r"\b[a-z]?[A-Z][\w’'-]+ (?:both )?(?:died|perished|lost their|were|had been)\b")
_NAMED = re.compile(
    r"(?P<names>(?:[A-Z][\w’'-]+ ){1,3}?[A-Z][\w’'-]+(?:, (?:[A-Z][\w’'-]+ ){1,3}?[A-Z][\w’'-]+)*,? and (?:[A-Z][\w’'-]+ ){1,3}?[A-Z][\w’'-]+) "
    r"(?=(?:both )?(?:died|perished|lost their lives|(?:were|had been) (?:killed|shot dead|murdered|executed))\b)"
)
_CLAUSES = re.compile(r";\s|\s[—–]\s|\. ")
_OFFICIALLY = re.compile(
    r"\b(?:official|officially|officials|ministry|prosecutor\w*|authorities|government|admit\w*|state TV|confirm\w*|police said|committee)\b",
    re.IGNORECASE,
)
_UNOFFICIALLY = re.compile(
    r"\b(?:witness\w*|activists?|campaigner|opposition|local sources|unofficial\w*|estimates?|abroad|residents sa\w+|not wish to be named|anonym\w+|different count"
    r"|other (?:sources|reports)|rumou?r\w*|social media|claims?|independent|reckons?|fears?|feared"
    r"|(?:will|may|might|could|would|likely to)(?: still| yet| even| well)? (?:pass|rise|exceed|reach|climb|grow|top|surpass)|human rights|rights groups?)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:on|from) the ([A-Z]\w+) side|\bamong(?:st)? (?:the )?([A-Z]\w+?)s?\b|\b(?:in|for) ([A-Z]\w+)\b"
)
_FORCES = re.compile(
    r"\b(?:soldiers?|guards?|police\w*|servicem[ae]n|troops|security (?:forces|men)|officers?|border guards?|guardsm[ae]n)\b(?! (?:shot|killed|opened|fired))",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:number|toll|list|tally|count|total)\b(?P<of>[^;\n]{0,120}?)\b(?:to|at|reach(?:ed|es)?|is|was|now) (?:at least |about |some |nearly |more than )?"
    rf"(?P<n>\d{{1,3}}(?:[,\u00a0 ]\d{{3}})+|\d{{1,4}}|(?:{_WORD})(?:-(?:{_WORD}))?)(?![\w%:/]|[.,]\d| (?:a\.m|p\.m|January|February|March|April|May|June|July|August|September|October|November|December))",
    re.IGNORECASE,
)  # "the number of those shot dead on Friday has climbed to 53"
_OF_THE_HURT = re.compile(
    r"\b(?:injured|wounded|hurt|arrest\w*|detain\w*|missing|displaced)\b", re.IGNORECASE
)
_FAR = 60  # characters between a number and what became of the people


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure in the text.

    `kind` is killed or injured, `start` and `end` the characters of the number; `source` says who vouches, `sides`
    are names of sides beside it, `are_forces` tells that the victims serve a state, `is_loss` that they are told as
    what one side lost.
    """

    kind: str
    count: int
    start: int
    end: int
    source: int = PLAIN
    sides: tuple[str, ...] = ()
    are_forces: bool = False
    is_loss: bool = False
    is_one: bool = False


def number(text: str) -> int | None:
    """A number in figures or words: `1,200`, `twenty-three`, `two hundred`, `a dozen`, `a` (1), `none` (0)."""
    word = re.sub(r"[,\u00a0]", "", text.lower()).strip()
    if word.replace(" ", "").isdigit():
        return int(word.replace(" ", "")) if len(word) < 10 else None
    fixed = {"a": 1, "an": 1, "none": 0, "both": 2}
    if word in fixed:
        return fixed[word]
    total = 0
    for part in re.split(r"[- ]", word):
        scale = {"hundred": 100, "dozen": 12, "thousand": 1000}.get(part)
        if scale:
            total = max(total, 1) * scale
        elif part in UNITS:
            total += UNITS[part]
        elif part in TENS:
            total += TENS[part]
        elif part not in ("a", "an"):
            return None
    return total


def find_tolls(text: str, start: int = 0, end: int | None = None) -> list[Toll]:
    """The figures of killed and injured between two characters of the text, the parts of one figure added."""
    end = len(text) if end is None else end
    if not _SIGN.search(text, start, end):
        return []
    found: list[Toll] = []
    at = start
    for cut in [*_CLAUSES.finditer(text, start, end), None]:
        stop = cut.end() if cut else end
        found += _vouched(list(_in_clause(text, at, stop)), text[at:stop], at)
        at = stop
    return found


def vouched(toll: Toll, text: str, start: int, end: int) -> Toll:
    """A figure between two characters of the text with what its clause says of who vouches for it."""
    cuts = [c.end() for c in _CLAUSES.finditer(text, start, end)]
    first = max((c for c in cuts if c <= toll.start), default=start)
    last = min((c for c in cuts if c > toll.start), default=end)
    return _vouched([toll], text[first:last], first)[0]


def _vouched(tolls: list[Toll], clause: str, at: int) -> list[Toll]:
    source = RIVAL if _UNOFFICIALLY.search(clause) else OFFICIAL if _OFFICIALLY.search(clause) else PLAIN
    sides = [g for m in _SIDE.finditer(clause) for g in m.groups() if g]
    return [
        replace(t, source=RIVAL if _is_superseded(clause, t, at) else source, sides=tuple(sides))
        for t in tolls
    ]


def _is_superseded(clause: str, toll: Toll, at: int) -> bool:
    """Whether a figure is told as one of before: "an official had talked of 28 dead"."""
    return bool(_SUPERSEDED.search(clause[: max(0, toll.start - at)]))


def _in_clause(text: str, start: int, end: int) -> Iterator[Toll]:
    total = _TOTAL.search(text, start, end)
    if total and _counts_dead(total):
        yield Toll(KILLED, number(total["n"]) or 0, total.start("n"), total.end("n"))
        yield from _of_people(text, start, total.start())
        yield from _of_people(text, total.end(), end)
        return
    nobody = _NOBODY.search(text, start, end)
    if nobody:
        none = list(_nobody(nobody))
        yield from none
        kinds = set() if _SUPERSEDED.search(text[start : nobody.start()]) else {t.kind for t in none}
        every = [*_of_people(text, start, nobody.start()), *_of_people(text, nobody.end(), end)]
        yield from (t for t in every if t.kind not in kinds)
        return
    yield from _of_people(text, start, end)


def _counts_dead(total: re.Match[str]) -> bool:
    """Whether a number with its total counts the dead: "the number of those who lost their lives"."""
    sign = _SIGN.search(total["of"]) or (total.group().lower().startswith("toll") and not total["of"].strip())
    return bool(sign) and not _OF_THE_HURT.search(total["of"])


def _of_people(text: str, start: int, end: int) -> Iterator[Toll]:
    """The figures that tell how many people, in a stretch of text that denies none."""
    numbers = [m for m in _NUMBER.finditer(text, start, end) if _counts_people(text, m)]
    used: set[int] = set()
    floor = start
    every: list[Toll] = []
    for sign in _SIGN.finditer(text, start, end):
        kind = sign.lastgroup or KILLED
        is_loss = sign.group().lower() in ("lost", "lose", "loses", "losing")
        inner = [m for m in numbers if sign.start() <= m.start() < sign.end() and m.start() not in used]
        may_follow = sign.group().lower() not in _INTRANSITIVE or text[sign.end() : sign.end() + 1] == ":"
        is_active = (
            sign.group().lower().endswith("ing")
        )  # "attacked a post and a house, killing nine officers"
        chain = (
            inner[:1]
            or (is_active and _after(text, numbers, used, sign.end(), end, kind))
            or (not is_loss and _before(text, numbers, used, floor, sign.start()))
            or (may_follow and _after(text, numbers, used, sign.end(), end, kind))
            or []
        )
        floor = sign.end()
        if kind == ALL and text[sign.end() : sign.end() + 1] == ":":
            continue
        other = _OTHER_SIDE.match(text, sign.end(), end) if chain else None
        other = other or (_AS_DID.match(text, sign.end(), end) if chain else None)
        chain += [m for m in numbers if other and m.start() == other.start("n") and m.start() not in used]
        if chain:
            used.update(m.start() for m in chain)
            count = sum(number(m.group()) or 0 for m in chain)
            count += int(chain[0].start() >= sign.end() and bool(_AND_ONE.match(text, chain[-1].end(), end)))
            near = text[chain[0].start() : min(end, sign.end() + 40)]
            every.append(
                Toll(
                    kind,
                    count,
                    chain[0].start(),
                    chain[-1].end(),
                    are_forces=bool(_FORCES.search(near)),
                    is_loss=is_loss and len(chain) == 1,
                )
            )
    has_dead = any(t.kind == KILLED for t in every)
    if not has_dead and " and " in text[start:end] and _FATE.search(text, start, end):
        every += [
            Toll(KILLED, len(re.split(r", (?:and )?| and ", m["names"])), m.start(), m.end("names"))
            for m in _NAMED.finditer(text, start, end)
        ]
    dead = sum(t.count for t in every if t.kind == KILLED)
    for toll in every:
        if toll.kind != ALL:
            yield toll
        elif toll.count > dead > 0 and not any(t.kind == INJURED for t in every):
            yield replace(toll, kind=INJURED, count=toll.count - dead)


def _nobody(match: re.Match[str]) -> Iterator[Toll]:
    words = [w.lower() for w in match.group("a", "b", "c", "d") if w]
    kinds = {INJURED if w in ("hurt", "injured", "wounded", "injuries") else KILLED for w in words}
    if "casualties" in words or "victims" in words:
        kinds = {KILLED, INJURED}
    for kind in sorted(kinds):
        yield Toll(kind, 0, match.start(), match.end())


def _counts_people(text: str, match: re.Match[str]) -> bool:
    """Whether a number may count people: no date, no year, no age, no sum, no part (“eight of them policemen”)."""
    word = match.group()
    if _NOT_PEOPLE.match(text, match.end()) and not re.match(
        r" of (?:them|whom)\b(?:[^,;]{0,30}(?:lives|life)| (?:\w+ ){0,2}?(?:killed|dead|died|fell|perished)\b)",
        text[match.end() : match.end() + 50],
    ):
        return False
    if _DATE_BEFORE.search(text[max(0, match.start() - 12) : match.start()]) and not re.search(
        r"\b(?:toll|deaths?|(?:the|its|their) (?:dead|killed|injured|wounded|losses|number))(?: (?:stands|stood|is|was|remains|remained|put))? (?:at|of) \Z",
        text[max(0, match.start() - 30) : match.start()],
    ):
        return False
    if word.lower() == "one" and re.match(r" an? ", text[match.end() : match.end() + 4]):
        return False  # "both of them villagers and one a driver"
    if re.match(r", (?:was|were|had|has|who|died|is)\b", text[match.end() : match.end() + 8]) and text[
        max(0, match.start() - 2) : match.start()
    ].endswith(", "):
        return False  # "the driver, 29, was shot"
    if word.isdigit() and 1900 <= int(word) <= 2100:
        return False
    if word.lower() in ("a", "an"):
        return bool(
            re.match(
                r" (?:\w+[- ]){1,7}?(?:died|was|were|had|has|have|and an?|lost|fell|lie|lies|lay|perished|dead)\b",
                text[match.end() : match.end() + 70],
            )
        )
    return True


def _before(
    text: str, numbers: list[re.Match[str]], used: set[int], floor: int, at: int
) -> list[re.Match[str]]:
    """The numbers before a word like “killed” that belong to it: “Twelve soldiers and 30 gunmen fell”."""
    chain: list[re.Match[str]] = []
    for match in reversed(numbers):
        if match.start() < floor or match.end() > at or match.start() in used:
            continue
        if chain and re.match(r" of (?:them|whom)\b", text[chain[0].end() : chain[0].end() + 8]):
            break  # "seven were hit, and two of them died"
        if not chain:
            between = text[match.end() : at]
            if len(between) > _FAR or _STOPS.search(between):
                break
            chain = [match]
        elif _OF_A_NUMBER.search(text[max(0, match.start() - 14) : match.start()]):
            break  # "of the 30 hostages, four did not survive"
        elif _JOINED.match(text[match.end() : chain[0].start()]) and not _STOPS.search(
            text[match.end() : chain[0].start()]
        ):
            chain.insert(0, match)
        else:
            break
    return chain


def _after(
    text: str, numbers: list[re.Match[str]], used: set[int], at: int, end: int, kind: str
) -> list[re.Match[str]]:
    """The numbers after it: “wounded 11”, “the toll at 600”, “Dead: in Kyrgyzstan 59, in Tajikistan 41”."""
    nxt = next((m.start() for m in _SIGN.finditer(text, at, end)), end)
    chain: list[re.Match[str]] = []
    for match in numbers:
        if (
            match.start() < at
            or match.end() > nxt
            or match.start() in used
            or match.group().lower() in ("a", "an")
        ):
            continue
        between = text[(chain[-1].end() if chain else at) : match.start()]
        if not chain and (len(between.split()) <= 3 or re.match(r"[,:] ", between)) and len(between) < 25:
            chain = [match]
        elif (
            chain
            and (nxt == end or text[at : at + 1] == ":")
            and re.fullmatch(
                r"(?:,? in [A-Z]\w+ |,? and (?:\w+ )?| \w+(?: \w+){0,3},? and (?:(?:the )?[A-Z]\w+ )?)",
                between,
            )
        ):
            chain.append(match)
        else:
            break
    return chain
