"""Text to vector the way Alcove does it: mean over the mask, length 1, long text in windows, never cut."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_TOKENS = 256  # special tokens included
WINDOW_OVERLAP = 32  # tokens that two neighbouring windows share
CLS, SEP = "[CLS]", "[SEP]"


class Embedder:
    """One text per run on one thread: the fastest and smallest way on a processor core."""

    def __init__(self, model: Path, tokenizer: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(tokenizer))

    def windows(self, text: str) -> list[list[int]]:
        """The text's tokens in pieces of at most MAX_TOKENS, every token in at least one of them."""
        ids = self.tokenizer.encode(text, add_special_tokens=False).ids
        room = MAX_TOKENS - 2
        step = room - WINDOW_OVERLAP
        starts = range(0, max(1, len(ids) - WINDOW_OVERLAP), step) if len(ids) > room else [0]
        first, last = self.tokenizer.token_to_id(CLS), self.tokenizer.token_to_id(SEP)
        return [[first, *ids[start : start + room], last] for start in starts]

    def embed_ids(self, ids: Sequence[int]) -> np.ndarray:
        state = self.session.run(["last_hidden_state"], feeds([ids]))[0][0]
        return pooled(state)

    def embed_windows(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Every window's vector, and for each the number of the text that it belongs to."""
        vectors, owners = [], []
        for number, text in enumerate(texts):
            for ids in self.windows(text):
                vectors.append(self.embed_ids(ids))
                owners.append(number)
        return np.stack(vectors), np.array(owners)


def feeds(batch: Sequence[Sequence[int]]) -> dict[str, np.ndarray]:
    """The graph's three inputs for a batch, padded on the right with token 0."""
    length = max(map(len, batch))
    ids = np.array([[*row, *[0] * (length - len(row))] for row in batch], np.int64)
    mask = np.array([[1] * len(row) + [0] * (length - len(row)) for row in batch], np.int64)
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def pooled(state: np.ndarray) -> np.ndarray:
    """One text's hidden states without padding, [sequence, hidden], to a vector of length 1."""
    mean = state.mean(axis=0)
    return mean / np.linalg.norm(mean)
