"""Tiny models as sentence-transformers saves them: a transformer of two layers with random weights that still encode."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

CARD = "---\nlanguage: zh\nlicense: mit\n---\n\n# A model for tests\n"
MAX_TOKENS = 32
DIM = 24


def save_pooled(folder: Path, text: str, *, prompts: Mapping[str, str], card: str | None = CARD) -> Path:
    """A SentenceTransformer that reads MAX_TOKENS tokens, each a character of `text`, and takes their mean."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    transformer = _transformer(folder, text)
    modules = [transformer, Pooling(DIM, pooling_mode="mean")]
    return _save(SentenceTransformer(modules=modules, prompts=dict(prompts), device="cpu"), folder, card)


def save_multi_vector(folder: Path, text: str, *, prompts: Mapping[str, str], card: str | None = CARD) -> Path:
    """A MultiVectorEncoder over the same transformer."""
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask

    modules = [_transformer(folder, text), MultiVectorMask(), Normalize(module_input_name="token_embeddings")]
    return _save(MultiVectorEncoder(modules=modules, prompts=dict(prompts), device="cpu"), folder, card)


def _transformer(folder: Path, text: str) -> Any:
    import torch
    from sentence_transformers.base.modules import Transformer
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Sequence, Split, WhitespaceSplit
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set("".join(text.split())))]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Sequence([WhitespaceSplit(), Split(Regex("."), "isolated")])
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    torch.manual_seed(0)
    size = {"hidden_size": DIM, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    model = BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=MAX_TOKENS, **size))
    model.embeddings.word_embeddings.weight.data.normal_()  # far above the rest: what a text is about are its characters
    parts = folder.parent / f"{folder.name}-parts"
    model.save_pretrained(parts)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=MAX_TOKENS, **marks).save_pretrained(parts)
    return Transformer(str(parts))


def _save(model: Any, folder: Path, card: str | None) -> Path:
    model.save(str(folder), create_model_card=False)
    if card is not None:
        (folder / "README.md").write_text(card, encoding="utf-8")
    return folder
