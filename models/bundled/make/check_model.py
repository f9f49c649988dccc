"""Measures a made model against its fp32 original: closeness, retrieval, speed.

    python check_model.py --eval DIR --fp32 DIR/model.onnx [--model FOLDER] [--alternatives]

--eval names the folder with the sets squad2, cranfield and udadocs; --fp32 the graph that
make_model.py kept; --alternatives also measures other ways to quantize. Prints one JSON line
per model. Stops with an error if the shipped model misses its limits.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx

from embedding import Embedder
from quantization import Recipe, quantize
from retrieval import SETS, ndcg_at_10, read_set, varied_texts
from saturation import OlderProcessor

MIN_MEAN_COSINE = 0.99
MAX_NDCG_LOSS = 0.01
SPEED_TOKENS = 245  # a passage of about 1,000 characters

ALTERNATIVES = {
    "8 bits": Recipe(reduce_range=False),
    "8 bits, one scale per matrix": Recipe(reduce_range=False, per_channel=False),
    "7 bits, one scale per matrix": Recipe(per_channel=False),
    "unsigned 8 bits": Recipe(signed=False, reduce_range=False),
    "unsigned 8 bits, one scale per matrix": Recipe(signed=False, reduce_range=False, per_channel=False),
    "as shipped, tables in fp32": Recipe(tables=False),
    "as shipped, first layer's output.dense in fp32": Recipe(excluded=("encoder.layer.0.output.dense.MatMul",)),
    "as shipped, inner shapes kept": Recipe(keep_shapes=True),
}


def main() -> None:
    options = _options()
    tokenizer = options.model / "tokenizer.json"
    bench = Bench(options.eval, Embedder(options.fp32, tokenizer))
    fp32 = bench.measure("fp32", options.fp32, tokenizer, older=False)
    shipped = bench.measure("shipped", options.model / "onnx" / "model_quantized.onnx", tokenizer, older=True)
    if options.alternatives:
        with tempfile.TemporaryDirectory() as folder:
            for name, recipe in ALTERNATIVES.items():
                path = Path(folder, "model.onnx")
                onnx.save(quantize(onnx.load(options.fp32), recipe), path)
                bench.measure(name, path, tokenizer, older=recipe.signed)
    loss = max(fp32["nDCG@10"][name] - shipped["nDCG@10"][name] for name in SETS)
    if shipped["meanCosine"] < MIN_MEAN_COSINE or loss > MAX_NDCG_LOSS:
        raise SystemExit(f"too far from fp32: mean cosine {shipped['meanCosine']}, nDCG@10 lower by {loss:.4f}")


class Bench:
    """The same texts and questions for every model."""

    def __init__(self, folder: Path, original: Embedder):
        self.sets = [read_set(folder, name) for name in SETS]
        self.inputs = [original.windows(text)[0] for text in varied_texts(folder)]
        self.expected = np.stack([original.embed_ids(ids) for ids in self.inputs])

    def measure(self, name: str, path: Path, tokenizer: Path, older: bool) -> dict:
        embedder = Embedder(path, tokenizer)
        vectors = np.stack([embedder.embed_ids(ids) for ids in self.inputs])
        cosines = (vectors * self.expected).sum(axis=1)
        result = {
            "model": name,
            "bytes": path.stat().st_size,
            "meanCosine": round(float(cosines.mean()), 5),
            "minCosine": round(float(cosines.min()), 5),
            "passagesPerSecond": round(self._speed(embedder), 1),
            "nDCG@10": {data.name: round(ndcg_at_10(data, embedder), 4) for data in self.sets},
        }
        if older:
            result["withoutVnni"] = self._older_processor(path)
        print(json.dumps(result), flush=True)
        return result

    def _speed(self, embedder: Embedder) -> float:
        """Passages of SPEED_TOKENS tokens per second in one thread, by the median of 100."""
        longest = max(self.inputs, key=len)
        ids = (longest[:-1] * 2)[: SPEED_TOKENS - 1] + longest[-1:]
        times = []
        for _ in range(110):
            start = time.perf_counter()
            embedder.embed_ids(ids)
            times.append(time.perf_counter() - start)
        return 1 / statistics.median(times[10:])

    def _older_processor(self, path: Path, count: int = 25) -> dict:
        """On a sample of the texts of up to 48 tokens: numpy is slow."""
        machine = OlderProcessor(path)
        picked = range(0, len(self.inputs), len(self.inputs) // count)
        short = [i for i in picked if len(self.inputs[i]) <= 48]
        cosines = [float(machine.embed_ids(self.inputs[i]) @ self.expected[i]) for i in short]
        return {
            "texts": len(short),
            "meanCosine": round(float(np.mean(cosines)), 5),
            "minCosine": round(min(cosines), 5),
            "sumsCut": machine.cut,
            "ofSums": machine.sums,
        }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, metavar="DIR")
    parser.add_argument("--fp32", type=Path, required=True, metavar="FILE")
    parser.add_argument("--model", type=Path, metavar="FOLDER", default=Path(__file__).resolve().parents[1] / "all-MiniLM-L6-v2")
    parser.add_argument("--alternatives", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
