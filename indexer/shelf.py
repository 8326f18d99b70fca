"""Prepared reports, kept so that each is cut and encoded once: adding one to a hundred takes the time of one.

HOME/prepared/<key>       what one report brings to a snapshot: the SHA-256 of what follows, and arrays as safetensors has them
HOME/prepared/<key>.npy   float16 (n tokens, dim), the vectors of its tokens, mapped; only with a TokenEncoder

The key is a hash over all that the content depends on: the report's file and what it is known by, the encoder, and the source
of this package. So nothing here is ever out of date, and what cannot be read is made again.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load, save

from indexer.corpus import Entry
from indexer.encoders.base import Encoder
from indexer.late import WordIndex
from indexer.lexical import ClauseTerms
from indexer.prepare import Prepared, prepare
from indexer.records import Report
from indexer.segment import DICTIONARY
from indexer.token_index import ClauseTokens
from indexer.told import Told

PACKAGE = Path(__file__).parent
_DIGEST_BYTES = hashlib.sha256().digest_size
_LINES = ("report", "clauses", "facts")
_ARRAYS = ("n_facts", "sentences", "clause_vectors", "sentence_vectors", "tokens_cut")
_WORDS = ("vocabulary", "scales", "word_ids", "segment_starts", "clause_segments")


class Shelf:
    """The prepared reports of one encoder in one home. Changing it needs the build lock."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self.encoder = encoder
        self._folder = home / "prepared"
        self._used: set[str] = set()

    def lacking(self, sources: Sequence[Report | Entry]) -> list[Report | Entry]:
        """Those that were not kept, each once. Whether what was kept can be read is not looked at."""
        of_key = {self._key(source): source for source in sources}
        return [source for key, source in of_key.items() if not (self._folder / key).exists()]

    def make(self, source: Report | Entry) -> None:
        """Prepare and keep it. Raises as `Entry.read` and `prepare` do, and OSError."""
        self._keep(self._key(source), prepare(source.read() if isinstance(source, Entry) else source, self.encoder))

    def take(self, source: Report | Entry) -> Prepared:
        """As it was kept, else prepared now and kept; a file is only read where it was not. Raises as `make` does."""
        key = self._key(source)
        self._used.add(key)
        found = self._find(key)
        if found is None:
            self.make(source)
            found = self._find(key)
        elif isinstance(source, Entry):
            source.check()
        if found is None:
            raise OSError(f"{self._folder / key}: cannot be read back after it was written; is the disk sound?")
        return found

    def clean_up(self) -> None:
        """Remove what was not taken since this shelf was opened: reports that are gone, other versions and encoders."""
        for path in self._folder.iterdir():
            if path.stem not in self._used or path.name.startswith("."):
                path.unlink()

    def _key(self, source: Report | Entry) -> str:
        known = {name: getattr(source, name) for name in source.__slots__ if name != "path"}
        if isinstance(source, Report):
            known["text"] = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
        made_by = [self.encoder.fingerprint, source_fingerprint()]
        return hashlib.sha256(json.dumps([known, made_by], sort_keys=True).encode()).hexdigest()[:32]

    def _find(self, key: str) -> Prepared | None:
        path = self._folder / key
        try:
            raw = memoryview(path.read_bytes())
            if raw[:_DIGEST_BYTES] != hashlib.sha256(raw[_DIGEST_BYTES:]).digest():
                return None
            found = load(bytes(raw[_DIGEST_BYTES:]))
            tokens = np.load(path.with_suffix(".npy"), mmap_mode="r") if "token_lengths" in found else None
        except (OSError, ValueError):
            return None
        return _prepared(found, tokens)

    def _keep(self, key: str, made: Prepared) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f".{key}"
        try:
            if made.tokens is not None:
                np.save(self._folder / f"{key}.npy", made.tokens.vectors)
            raw = save(dict(_arrays(made)))
            aside.write_bytes(hashlib.sha256(raw).digest() + raw)
            aside.replace(self._folder / key)
        finally:
            aside.unlink(missing_ok=True)


def _arrays(made: Prepared) -> Mapping[str, Any]:
    found = {name: _bytes(getattr(made, name)) for name in _LINES} | {name: getattr(made, name) for name in _ARRAYS}
    found |= {f"term_{name}": value for name, value in made.terms._asdict().items()}
    found |= {f"told_{name}": value for name, value in made.told._asdict().items()}
    if made.words is not None:
        found |= {f"word_{name}": getattr(made.words, name) for name in _WORDS}
        found["word_words"] = _bytes("\n".join(made.words.words))
    if made.tokens is not None:
        found["token_lengths"] = made.tokens.lengths
    return found


def _prepared(found: Mapping[str, Any], tokens: Any) -> Prepared:
    known: dict[str, Any] = {name: _text(found[name]) for name in _LINES} | {name: found[name] for name in _ARRAYS}
    words = None
    if "word_words" in found:
        of_words: dict[str, Any] = {name: found[f"word_{name}"] for name in _WORDS}
        words = WordIndex(**of_words, words=_text(found["word_words"]).split("\n"))
    return Prepared(
        **known,
        terms=ClauseTerms(*(found[f"term_{name}"] for name in ClauseTerms._fields)),
        told=Told(*(found[f"told_{name}"] for name in Told._fields)),
        words=words,
        tokens=None if tokens is None else ClauseTokens(tokens, found["token_lengths"]),
    )


def _bytes(text: str) -> Any:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


def _text(found: Any) -> str:
    return bytes(found).decode("utf-8")


@functools.cache
def source_fingerprint() -> str:
    """Of the code and the dictionary that cut and read reports, and of the libraries they call."""
    sources = sorted(path for path in PACKAGE.rglob("*.py") if "training" not in path.relative_to(PACKAGE).parts)
    digest = hashlib.sha256(" ".join(version(name) for name in ("jieba", "opencc", "numpy")).encode())
    for path in [*sources, DICTIONARY]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
