"""Learn which words tell an act or an encounter, and write lexicon/act_words.txt and encounter_words.txt.

    python scripts/train_act_words.py [FOLDER ...]

Without folders: gold/learn, dev and practice; gold/words has the words of their events. Prints what the table is worth on reports it has not
seen, from one table for each fold (kept in build/folds, for the tables that stand on this one). Signs are chosen by L1 logistic regressions (one type
against the rest), then weighed by one multinomial regression. The result is the same at every run.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from regression import matrix
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from unseen import LEARN, ROOT, fold_of, reports, tables

from sarez.intake.report import Report
from sarez.reading import drafts
from sarez.reading import reader as reading
from sarez.reading.act_signs import signs_of
from sarez.reading.likeness import overlap, parties_of
from sarez.reading.reader import load_reader

NONE = "none"
LEAST_SEEN, NEVER_SEEN = 2, 12  # reports in which a sign must stand; in which a word that tells nothing must
CHOOSING, WEIGHING = 1.5, 0.3  # strengths of the two regressions (scikit-learn's C)
LIKELY = 0.2
OF_ENCOUNTERS = frozenset("CONSULT COOPERATE AGREE SUPPORT MOBILIZE REQUEST AID".split())
BEGINNING, SHARED = 25, 0.3  # letters of a sentence that make it the same; the share of parties


@dataclass
class Examples:
    """One row a word: its signs, the type and the kind it tells or none, its report and sentence, its lemma."""

    signs: list[list[str]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    sentences: list[tuple[str, int]] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)


def told(text: str, gold: dict[str, Any]) -> tuple[dict[int, str], dict[int, str]]:
    """Where in the text each event's word stands → its type; and each encounter's, by the event that it is → its kind."""
    types, kinds = {}, {}
    for event in gold["events"]:
        if event.get("words"):
            types[place_of(text, event)] = event["type"]
    for encounter in gold["engagements"]:
        of_it = [e for e in gold["events"] if e.get("words") and likeness(encounter, e) > 0]
        if of_it:
            kinds[place_of(text, max(of_it, key=lambda e: likeness(encounter, e)))] = encounter["kind"]
    return types, kinds


def place_of(text: str, event: dict[str, Any]) -> int:
    words = event["words"]
    return text.find(words["trigger"], text.find(words["sentence"]))


def likeness(encounter: dict[str, Any], event: dict[str, Any]) -> float:
    """How well an event told in the encounter's sentence agrees with it; 0 where it cannot be the same."""
    sentences = {event["sentence"][:BEGINNING], event["words"]["sentence"][:BEGINNING]}
    who, whom = parties_of(encounter, "organizers", "participants"), parties_of(event, "actor", "recipient")
    if event["type"] not in OF_ENCOUNTERS or encounter["sentence"][:BEGINNING] not in sentences:
        return 0.0
    shared = overlap(who, whom)
    if shared < SHARED:
        return 0.0
    same = (event["date"] == encounter["date"]) + (event["status"] == encounter["status"])
    return shared + 0.3 * same + 0.3 * (event["type"] in ("CONSULT", "COOPERATE"))


def collect(folders: Sequence[Path]) -> Examples:
    """Every word that may tell an act, as the reader meets it."""
    examples, reader = Examples(), load_reader(all_topics=True)
    for path, text, gold in reports(folders):
        meet(path, text, gold, examples, reader)
    return examples


def meet(path: Path, text: str, gold: dict[str, Any], examples: Examples, reader: Any) -> None:
    """Add the words of one report."""
    likelihoods = drafts.likelihoods
    types, kinds = told(text, gold)
    offsets: list[int] = []

    def listening(sentence: Any, cast: Any, triggers: Any) -> tuple[dict[int, Any], dict[int, Any]]:
        offset = offsets[-1]
        for i, signs in signs_of(sentence, cast, triggers):
            token = cast.doc[i]
            at = offset + token.idx
            examples.signs.append(signs)
            for labels, row in ((types, examples.types), (kinds, examples.kinds)):
                row.append(next((labels[p] for p in labels if at <= p < at + len(token)), NONE))
            examples.reports.append(path.stem)
            examples.sentences.append((path.stem, offset + sentence.start_char))
            examples.lemmas.append(token.lemma_.lower())
        return {}, {}

    find_drafts = drafts.find_drafts

    def finding(cast: Any, parsed: Any, lexicon: Any) -> Any:
        offsets.append(parsed.start)
        return find_drafts(cast, parsed, lexicon)

    reading.find_drafts, drafts.likelihoods = finding, listening
    try:
        reader.read(Report(path.name, text))
    finally:
        reading.find_drafts, drafts.likelihoods = find_drafts, likelihoods


def known(signs: list[list[str]], reports: list[str]) -> list[str]:
    seen: dict[str, set[str]] = {}
    for row, report in zip(signs, reports, strict=True):
        for sign in row:
            seen.setdefault(sign, set()).add(report)
    return sorted(s for s, where in seen.items() if len(where) >= LEAST_SEEN)


def choose(x: csr_matrix, right: np.ndarray) -> set[int]:
    """The columns that tell one type from the rest."""
    chooser = LogisticRegression(C=CHOOSING, l1_ratio=1, solver="liblinear", random_state=0).fit(x, right)
    return set(np.nonzero(np.abs(chooser.coef_[0]) > 1e-3)[0].tolist())


def train(
    signs: list[list[str]], types: np.ndarray, reports: list[str]
) -> tuple[list[str], LogisticRegression]:
    """The signs that matter, and the regression over them."""
    names = known(signs, reports)
    x = matrix(signs, {n: i for i, n in enumerate(names)})
    chosen = Parallel(n_jobs=-1)(delayed(choose)(x, types == type_) for type_ in sorted(set(types)))
    columns = sorted(set().union(*chosen))
    model = LogisticRegression(C=WEIGHING, max_iter=300).fit(x[:, columns], types)
    return [names[i] for i in columns], model


def worth(examples: Examples, types: np.ndarray, shares: np.ndarray, classes: list[str]) -> None:
    """Print what the likelihoods of tables that have not seen a report are worth on it."""
    none = classes.index(NONE)
    any_ = 1 - shares[:, none]
    print(f"an act or none: average precision {average_precision_score(types != NONE, any_):.3f}")
    guesses = shares.copy()
    guesses[:, none] = 0
    right = Counter((examples.sentences[i], t) for i, t in enumerate(types) if t != NONE)
    for least in (LIKELY - 0.05, LIKELY, LIKELY + 0.05, LIKELY + 0.1):
        given = {(examples.sentences[i], classes[guesses[i].argmax()]) for i in np.nonzero(any_ >= least)[0]}
        hits = sum(1 for g in given if g in right)
        print(f"at {least:.2f}: F1 of type and sentence {2 * hits / (len(given) + sum(right.values())):.3f}")


def write(path: Path, names: list[str], model: LogisticRegression, never: list[str]) -> None:
    order = [*(i for i, c in enumerate(model.classes_) if c != NONE), list(model.classes_).index(NONE)]
    weights = np.rint(model.coef_[order] * 100).astype(int).T
    lines = [
        "# Made by scripts/train_act_words.py: for each sign, hundredths of weight for each type, and for none."
    ]
    lines.append("types " + " ".join(str(model.classes_[i]) for i in order[:-1]))
    lines.append("bias " + " ".join(str(round(model.intercept_[i] * 100)) for i in order))
    lines.append("never " + " ".join(never))
    lines.append("none\t" + " ".join("0" for _ in order))  # the row of a word without any known sign
    lines += [f"{n}\t{' '.join(map(str, row))}" for n, row in zip(names, weights, strict=True) if row.any()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def words_that_tell_nothing(examples: Examples) -> list[str]:
    seen: dict[str, set[str]] = {}
    for lemma, report in zip(examples.lemmas, examples.reports, strict=True):
        seen.setdefault(lemma, set()).add(report)
    telling = {lemma for lemma, t in zip(examples.lemmas, examples.types, strict=True) if t != NONE}
    return sorted(
        s for s, where in seen.items() if len(where) >= NEVER_SEEN and s not in telling and s.isalpha()
    )


def learn(name: str, examples: Examples, types: np.ndarray) -> None:
    """Train a table for each fold and one of all, print what they are worth, and write them."""
    folds = np.array([fold_of(r) for r in examples.reports])
    classes = sorted(set(types))
    shares = np.zeros((len(types), len(classes)))
    never = words_that_tell_nothing(examples)
    print(f"{name}: {(types != NONE).sum()} of {len(types)} words in {len(set(examples.reports))} reports")
    for fold, path in tables(name):
        fit = np.nonzero(folds != fold)[0]
        names, model = train([examples.signs[i] for i in fit], types[fit], [examples.reports[i] for i in fit])
        write(path, names, model, never)
        judge = np.nonzero(folds == fold)[0]
        if len(judge):
            x = matrix([examples.signs[i] for i in judge], {n: i for i, n in enumerate(names)})
            shares[np.ix_(judge, [classes.index(c) for c in model.classes_])] = model.predict_proba(x)
    worth(examples, types, shares, classes)
    print(f"{len(names)} signs written to {path.relative_to(ROOT)}", flush=True)


def main() -> None:
    """Collect the words once, then learn acts and encounters."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=LEARN)
    parser.add_argument("--only", choices=("acts", "encounters"))
    args = parser.parse_args()
    examples = collect(args.folders)
    if args.only != "encounters":
        learn("act_words.txt", examples, np.array(examples.types))
    if args.only != "acts":
        learn("encounter_words.txt", examples, np.array(examples.kinds))


if __name__ == "__main__":
    main()
