"""The reader with tables that have not seen the report: what a table is worth, and what the next one may learn from.

The learned tables of the reader stand on each other: which words tell an act, whom it was done by and to, how sure it is.
Each is trained once for every fold of the reports, without that fold, and a report is read with the tables of its fold.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "src/sarez/reading/lexicon"
KEPT = ROOT / "build/folds"
LEARN = [ROOT / "gold" / folder for folder in ("learn", "dev", "practice")]
WORDS = ROOT / "gold/words"
FOLDS = 5


def fold_of(name: str) -> int:
    """The fold of a report, from its name alone."""
    return zlib.crc32(name.encode()) % FOLDS


def tables(name: str) -> list[tuple[int | None, Path]]:
    """Where the tables of a name go: one for each fold, and the one of all reports, that the reader uses."""
    KEPT.mkdir(parents=True, exist_ok=True)
    return [*((fold, KEPT / f"{fold}-{name}") for fold in range(FOLDS)), (None, LEXICON / name)]


def reports(folders: Sequence[Path]) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Path, text and annotation of each report of the folders, with the words of its events where they are marked."""
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))
        marked = WORDS / path.name
        if marked.is_file():
            for event, words in zip(
                gold["events"], json.loads(marked.read_text(encoding="utf-8")), strict=True
            ):
                event["words"] = words
        yield path, text, gold


@contextmanager
def tables_unseen(name: str, *modules: Any) -> Iterator[None]:
    """Inside, the modules named (act_words, sides, toll_signs) use the tables that were trained without the report."""
    loaders = {module: module.load_table for module in modules}
    fold = fold_of(name)
    for module in modules:
        read, table = module.read_table, getattr(module, "TABLE", "")
        module.load_table = lambda own=table, read=read: read(KEPT / f"{fold}-{own}")
    try:
        yield
    finally:
        for module, loader in loaders.items():
            module.load_table = loader
