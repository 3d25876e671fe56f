"""Questions answered with a probability: the Brier score of people and models, side by side, against the base rate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sarez.errors import SarezError
from sarez.watch.ledger.record import night
from sarez.watch.ledger.scores import FEW, wilson

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """A question with yes or no for an answer, open for answers from `asked` until `closes`.

    `outcome` is known from `resolved_at` on. `base` is the base rate that its asker gives; where there is none, it is
    taken from the questions resolved before it was asked.
    """

    id: str
    asked: datetime
    closes: datetime
    outcome: bool | None = None
    resolved_at: datetime | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A probability of yes that someone (`who`) gave; `source` is human, rule or model."""

    question: str
    who: str
    source: str
    probability: float
    given_at: datetime

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise SarezError(f"{self.probability!r} is no probability: answer with a number from 0 to 1.")


@dataclass(frozen=True, slots=True)
class Brier:
    """The mean squared distance of probabilities from what came (0 best, 1 worst), over `n` questions.

    `base` is that of the base rate on the same questions, `skill` 1 - score / base (None where base is 0). `interval`
    is the 90 % bootstrap interval of score - base over questions: below 0 is better than the base rate.
    """

    source: str
    n: int
    score: float | None
    base: float | None
    interval: tuple[float, float] | None

    @property
    def skill(self) -> float | None:
        """How much of the base rate's distance is gone."""
        return 1 - self.score / self.base if self.score is not None and self.base else None

    @property
    def is_few(self) -> bool:
        """Whether there are too few questions to tell anything by."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities from `low` to below `high` (1 with the last): how many, their mean, the share of yes and its 90 %
    interval (Wilson's)."""

    low: float
    high: float
    n: int
    said: float | None
    came: float | None
    interval: tuple[float, float] | None


def brier(
    questions: Iterable[Question],
    answers: Iterable[Answer],
    day: date,
    source: str,
    *,
    who: str = "",
    seed: int = 0,
) -> Brier:
    """The score of a source, or of one of its people, on the questions resolved by the end of `day`."""
    rows = _rows(questions, answers, day, source, who)
    if not rows:
        return Brier(source, 0, None, None, None)
    own = [(p - o) ** 2 for p, o, _ in rows]
    base = [(b - o) ** 2 for _, o, b in rows]
    gaps = [a - b for a, b in zip(own, base, strict=True)]
    return Brier(source, len(rows), sum(own) / len(own), sum(base) / len(base), bootstrap(gaps, seed=seed))


def compare(
    questions: Iterable[Question],
    answers: Iterable[Answer],
    day: date,
    one: str,
    other: str,
    *,
    seed: int = 0,
) -> tuple[int, float | None, tuple[float, float] | None]:
    """Two sources on the questions that both answered: how many, the first's Brier score less the second's, and its
    90 % bootstrap interval. Below 0 the first is the better."""
    asked, told = list(questions), list(answers)
    found = [dict(_by_question(asked, told, day, source, "")) for source in (one, other)]
    both = [key for key in found[0] if key in found[1]]
    truth = {q.id: float(bool(q.outcome)) for q in asked}
    gaps = [(found[0][key] - truth[key]) ** 2 - (found[1][key] - truth[key]) ** 2 for key in both]
    return len(gaps), (sum(gaps) / len(gaps) if gaps else None), bootstrap(gaps, seed=seed)


def reliability(
    questions: Iterable[Question],
    answers: Iterable[Answer],
    day: date,
    source: str,
    *,
    bins: Sequence[float] = BINS,
) -> tuple[Bin, ...]:
    """What came of what was called so and so likely."""
    rows = _rows(questions, answers, day, source, "")
    found = []
    for low, high in pairwise(bins):
        inside = [(p, o) for p, o, _ in rows if low <= p < high or (p == high == bins[-1])]
        n = len(inside)
        said = sum(p for p, _ in inside) / n if n else None
        yes = int(sum(o for _, o in inside))
        found.append(Bin(low, high, n, said, yes / n if n else None, wilson(yes, n)))
    return tuple(found)


def bootstrap(values: Sequence[float], *, seed: int = 0, draws: int = DRAWS) -> tuple[float, float] | None:
    """The 5th and 95th percentile of the mean of values drawn again with replacement; None for fewer than two."""
    import numpy as np

    if len(values) < 2:
        return None
    drawn = np.random.default_rng(seed).choice(np.asarray(values, float), (draws, len(values)))
    low, high = np.quantile(drawn.mean(axis=1), (0.05, 0.95))
    return float(low), float(high)


def _rows(
    questions: Iterable[Question], answers: Iterable[Answer], day: date, source: str, who: str
) -> list[tuple[float, float, float]]:
    """Probability, outcome (1 yes, 0 no) and base rate of each resolved question that the source answered."""
    asked = list(questions)
    by_id = {q.id: q for q in asked}
    told = _by_question(asked, answers, day, source, who)
    return [(p, float(bool(by_id[key].outcome)), _base(by_id[key], asked)) for key, p in told]


def _by_question(
    questions: Sequence[Question], answers: Iterable[Answer], day: date, source: str, who: str
) -> list[tuple[str, float]]:
    """The probability of a source for each question resolved by a day: the mean of the last that each of its people
    gave before it closed."""
    until = night(day)
    resolved = {q.id: q for q in questions if _is_resolved(q, until)}
    last: dict[str, dict[str, Answer]] = {}
    for answer in sorted(answers, key=lambda a: a.given_at):
        question = resolved.get(answer.question)
        if question is None or answer.source != source or (who and answer.who != who):
            continue
        if question.asked <= answer.given_at < question.closes:
            last.setdefault(answer.question, {})[answer.who] = answer
    return [
        (key, sum(a.probability for a in last[key].values()) / len(last[key]))
        for key in resolved
        if key in last
    ]


def _is_resolved(question: Question, until: datetime) -> bool:
    return question.outcome is not None and question.resolved_at is not None and question.resolved_at < until


def _base(question: Question, asked: Iterable[Question]) -> float:
    """Its own base rate, else (yes + 1) / (n + 2) of the n questions resolved before it was asked (Laplace)."""
    if question.base is not None:
        return question.base
    before = [q for q in asked if _is_resolved(q, question.asked)]
    return (sum(bool(q.outcome) for q in before) + 1) / (len(before) + 2)
