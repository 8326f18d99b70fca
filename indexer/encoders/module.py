"""The embedded encoder as a sentence-transformers module, so that its directory loads as any other model does.

`SentenceTransformer(path, trust_remote_code=True)` pools, `MultiVectorEncoder(path, trust_remote_code=True)` interacts late:
the class named in modules.json is this one, in this package, and `ARCHITECTURES` in config.json is what the second goes by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn
from torch.nn import functional

from indexer.encoders import features
from indexer.encoders.packing import unpack
from indexer.segment import fold, words

# What MultiVectorEncoder takes for a model of its own kind; SentenceTransformer does not read it, and takes every directory
# for one of its own that names no other kind in config_sentence_transformers.json.
ARCHITECTURES = ("HF_ColBERT",)


class StaticWords(InputModule):
    """Feature rows, unpacked, with their scales; gives `sentence_embedding` and, per word, `token_embeddings`, normalised.

    A text without words is one token, of the row `features.NO_WORDS`.
    """

    def __init__(self, n_rows: int, dim: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.dim = dim
        self.rows = nn.Parameter(torch.zeros((n_rows, dim), dtype=torch.int8), requires_grad=False)
        self.scales = nn.Parameter(torch.zeros(n_rows), requires_grad=False)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Tensor]:
        """Feature rows, (n texts, n words, n features), padded with -1."""
        cut = [_rows((prompt or "") + text) for text in inputs]
        n_words, n_features = max(map(len, cut), default=0), features.MAX_FEATURES
        input_ids = torch.full((len(cut), n_words, n_features), -1, dtype=torch.long)
        for i, text in enumerate(cut):
            for j, rows in enumerate(text):
                input_ids[i, j, : len(rows)] = torch.tensor(rows)
        return {"input_ids": input_ids, "attention_mask": (input_ids >= 0).any(2).long()}

    def forward(self, features: dict[str, Tensor], **kwargs: Any) -> dict[str, Tensor]:
        ids = features["input_ids"].clamp(min=0)
        scales = self.scales[ids] * (features["input_ids"] >= 0)
        vectors = (self.rows[ids].float() * scales[..., None]).sum(2)
        features["token_embeddings"] = functional.normalize(vectors, dim=-1)
        features["sentence_embedding"] = functional.normalize(vectors.sum(1), dim=-1)
        return features

    def get_embedding_dimension(self) -> int:
        return self.dim

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("the embedded encoder is written by `python -m indexer.training`")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> Self:
        folder = Path(model_name_or_path) / subfolder
        config: Mapping[str, int] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        module = cls(config["n_rows"], config["dim"])
        state = cls.load_torch_weights(str(folder))
        module.load_state_dict({"rows": torch.from_numpy(unpack(state["rows"].numpy())), "scales": state["scales"]})
        return module


def _rows(text: str) -> list[tuple[int, ...]]:
    """The feature rows of each word of a text, at least one."""
    return [features.rows(word.text, word.script) for word in words(fold(text))] or [(features.NO_WORDS,)]
