"""How much of a text a sentence-transformers model reads: its prompt, and where it cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.encoders.base import Ints

PROMPTS = {"query": ("query",), "document": ("document", "passage", "corpus")}  # by task, the names that models give them
_NO_LIMIT = 1_000_000  # tokenizers without a limit name one of 10^30


@dataclass(frozen=True, slots=True)
class Extent:
    """How a model reads the texts of one task."""

    prompt: str  # put before each text; "" where the model names none
    max_tokens: int | None  # prompt and marks included; None where it reads everything
    tokenizer: Any

    @classmethod
    def of(cls, model: Any, task: str) -> Extent:
        """The extent of a SentenceTransformer or MultiVectorEncoder for "query" or "document".

        The prompt is looked up here, since encode_document takes an empty "document" over a "passage" that is named.
        """
        prompt = next((model.prompts[name] for name in PROMPTS[task] if model.prompts.get(name)), "")
        tokenizer = getattr(model, "tokenizer", None)
        return cls(prompt, _limit(model, task) if _counts(tokenizer) else None, tokenizer)

    def n_tokens_cut(self, texts: Sequence[str]) -> Ints:
        """How many tokens at the end of each text the model does not read, (n texts,)."""
        if self.max_tokens is None or not texts:
            return np.zeros(len(texts), np.int32)
        whole = [self.prompt + text for text in texts]
        ids = self.tokenizer(whole, truncation=False, padding=False, verbose=False)["input_ids"]
        return np.maximum(np.array([len(each) for each in ids], np.int32) - self.max_tokens, 0)


def _counts(tokenizer: object) -> bool:
    from transformers import PreTrainedTokenizerBase

    return isinstance(tokenizer, PreTrainedTokenizerBase)


def _limit(model: Any, task: str) -> int | None:
    """A late-interaction model may have a length of its own for each task, and widens queries to a fixed one."""
    expansion = getattr(model[0], "query_expansion", None) if task == "query" else None
    if expansion and expansion["strategy"] == "fixed":
        return int(expansion["length"])
    limit = getattr(model[0], f"{task}_length", None) or model.max_seq_length
    return int(limit) if limit is not None and limit < _NO_LIMIT else None
