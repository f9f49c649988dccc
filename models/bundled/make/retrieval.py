"""Reads the evaluation sets and scores a ranking by nDCG@10 with linear gains."""

import gzip
import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embedding import Embedder

SETS = ("squad2", "cranfield", "udadocs")


@dataclass(frozen=True)
class EvaluationSet:
    name: str
    ids: list[str]
    passages: list[str]  # title and text
    queries: list[dict]  # only those with a judgment
    relevant: dict[str, dict[str, float]]  # query id → passage id → gain


def read_set(folder: Path, name: str) -> EvaluationSet:
    corpus = list(_lines(folder / name / "corpus.jsonl"))
    relevant: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / name / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, passage, gain = line.split("\t")
        relevant[query][passage] = float(gain)
    return EvaluationSet(
        name=name,
        ids=[row["id"] for row in corpus],
        passages=[f"{row.get('title', '')}\n{row['text']}".strip() for row in corpus],
        queries=[row for row in _lines(folder / name / "queries.jsonl") if row["id"] in relevant],
        relevant=relevant,
    )


def ndcg_at_10(data: EvaluationSet, embedder: Embedder) -> float:
    """Exact vector search; a passage counts as its best window; a query's `ignore` list is taken out first."""
    vectors, owners = embedder.embed_windows(data.passages)
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])  # windows of a passage are neighbours
    total = 0.0
    for query in data.queries:
        # A question is at most a few dozen tokens; a longer one would show here, not be cut.
        (ids,) = embedder.windows(query["text"])
        scores = np.maximum.reduceat(vectors @ embedder.embed_ids(ids), starts)
        ignored = set(query.get("ignore", ()))
        ranking = (data.ids[i] for i in np.argsort(-scores, kind="stable"))
        top = [passage for _, passage in zip(range(10 + len(ignored)), ranking) if passage not in ignored][:10]
        total += _ndcg(top, data.relevant[query["id"]])
    return total / len(data.queries)


def varied_texts(folder: Path, count: int = 500, seed: int = 1) -> list[str]:
    """Questions, whole passages and pieces from 1 to 200 words, the same ones on every run."""
    chance = random.Random(seed)
    sets = [read_set(folder, name) for name in SETS]
    passages = [text for data in sets for text in data.passages if text]
    questions = [query["text"] for data in sets for query in data.queries]
    texts = chance.sample(questions, count // 5)
    for text in chance.sample(passages, count - len(texts)):
        words = text.split()
        size = min(len(words), round(math.exp(chance.uniform(0, math.log(200)))))
        start = chance.randint(0, len(words) - size)
        texts.append(" ".join(words[start : start + size]) if chance.random() < 0.7 else text)
    return texts


def _ndcg(top: list[str], gains: dict[str, float]) -> float:
    found = sum(gains.get(passage, 0.0) / math.log2(rank + 2) for rank, passage in enumerate(top))
    ideal = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(sorted(gains.values(), reverse=True)[:10]))
    return found / ideal


def _lines(path: Path):
    packed = path.with_name(path.name + ".gz")
    opened = gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else path.open(encoding="utf-8")
    with opened as lines:
        yield from (json.loads(line) for line in lines)
