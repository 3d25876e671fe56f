"""Divide common English words by meaning, and write src/sarez/reading/lexicon/word_classes.txt.

    python scripts/make_word_classes.py VECTORS_MODEL WORDS

VECTORS_MODEL is a spaCy model with word vectors (the table in the repository is from en_core_web_md 3.7.1, MIT), WORDS a
file of English words by frequency, the commonest first, one a line (here wordfreq's list). Words of the annotated reports
are added. k-means of the unit vectors, thrice; the result is the same at every run.

The table in the repository was made by a first form of this script, which divided 27,000 words (of the commonest 60,000 and of all
annotated reports as they then stood, as a list of words without their annotations) and wrote the commoner 17,700 of them. After
it is made anew, the tables of scripts/train_*.py must be, too.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import spacy
from sklearn.cluster import KMeans
from unseen import LEARN, LEXICON, reports

from sarez.reading.model import DEFAULT

DIVISIONS = (50, 200, 800)
COMMON = 30_000
_WORD = re.compile(r"[a-z][a-z-]{2,}")


def main() -> None:
    """Cluster and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("words", type=Path)
    args = parser.parse_args()
    vectors = spacy.load(args.model, exclude=["ner", "parser", "tagger", "tok2vec"]).vocab
    index = spacy.load(DEFAULT).get_pipe("lemmatizer").lookups.get_table("lemma_index")
    lemmas = {word for pos in ("verb", "noun", "adj") for word in index[pos]}
    common = args.words.read_text(encoding="utf-8").split()[:COMMON]
    told = [w for _, text, _ in reports(LEARN) for w in _WORD.findall(text)]
    kept = sorted(w for w in {*common, *told} if w in lemmas and _WORD.fullmatch(w) and vectors.has_vector(w))
    points = np.array([vectors.get_vector(w) for w in kept])
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    columns = [KMeans(k, n_init=1, max_iter=40, random_state=0).fit(points).labels_ for k in DIVISIONS]
    lines = ["# Made by scripts/make_word_classes.py: word, coarse, middle, fine class."]
    lines += [f"{w} {' '.join(str(c[i]) for c in columns)}" for i, w in enumerate(kept)]
    (LEXICON / "word_classes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
