"""Makes models/bundled/all-MiniLM-L6-v2/ from the published weights. Same bytes on every run.

    pip install --no-deps -r requirements.txt
    python make_model.py [--out DIR] [--keep-fp32 DIR]
"""

import argparse
import json
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
from safetensors.numpy import load as load_safetensors

from bert_graph import INPUTS, OUTPUT, build_bert
from embedding import MAX_TOKENS, Embedder
from quantization import SHIPPED, quantize
from sources import CONFIG, MODEL, PACKAGE, REVISION, SOURCES, TOKENIZER, TOKENIZER_CONFIG, WEIGHTS
from sources import SourceFile, package_folder, read_sources, sha256

HERE = Path(__file__).resolve().parent
NAME = "all-MiniLM-L6-v2"
TOOLS = ("onnx", "onnxruntime", "numpy", "safetensors", "tokenizers")


def main() -> None:
    options = _options()
    sources = read_sources(package_folder())
    config = json.loads(sources[CONFIG])
    fp32 = build_bert(load_safetensors(sources[WEIGHTS]), config)
    files = {
        "config.json": sources[CONFIG],
        "tokenizer.json": never_cutting(sources[TOKENIZER]),
        "tokenizer_config.json": sources[TOKENIZER_CONFIG],
        "onnx/model_quantized.onnx": quantize(fp32).SerializeToString(deterministic=True),
        "LICENSE": (HERE / "legal" / "LICENSE").read_bytes(),
        "NOTICE": (HERE / "legal" / "NOTICE").read_bytes(),
    }
    files["manifest.json"] = _json(manifest(files, sources, config))
    for path, content in files.items():
        _write(options.out / path, content)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep_fp32 or Path(scratch)
        compare_with_reference(_write(folder / "model.onnx", fp32.SerializeToString(deterministic=True)), options.out)
    print(f"{options.out}: {sum(map(len, files.values())):,} bytes, revision {REVISION}")


def never_cutting(tokenizer: bytes) -> bytes:
    """The published file cuts at 128 tokens and pads to 128; Alcove counts tokens itself."""
    settings = json.loads(tokenizer)
    settings["truncation"] = settings["padding"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode()


def manifest(files: dict[str, bytes], sources: dict[SourceFile, bytes], config: dict) -> dict:
    return {
        "id": NAME,
        "revision": REVISION,
        "licence": "Apache-2.0",
        "language": ["en"],
        "dimensions": config["hidden_size"],
        "maxTokens": MAX_TOKENS,
        "pooling": "mean",
        "normalize": True,
        "dtype": "q8",
        "inputs": list(INPUTS),
        "output": OUTPUT,
        "files": [_entry(path, content) for path, content in files.items()],
        "origin": {
            "model": MODEL,
            "package": f"{PACKAGE} {version(PACKAGE)} (PyPI)",
            "files": [_entry(source.path, sources[source]) for source in SOURCES],
        },
        "madeBy": {
            "script": "models/bundled/make/make_model.py",
            "quantization": {
                "activations": "uint8, one scale per run",
                "weights": f"int{7 if SHIPPED.reduce_range else 8}, one scale per output column",
            },
            "tools": {tool: version(tool) for tool in TOOLS},
        },
    }


def compare_with_reference(fp32: Path, folder: Path) -> None:
    """Stops unless tokens are those of the original library and vectors agree with its own."""
    tokenizer = folder / "tokenizer.json"
    exact, shipped = Embedder(fp32, tokenizer), Embedder(folder / "onnx" / "model_quantized.onnx", tokenizer)
    for row in json.loads((HERE / "reference-vectors.json").read_text("utf-8"))["texts"]:
        (ids,) = exact.windows(row["text"])
        expected = np.array(row["vector"], np.float32)
        cosines = [float(embedder.embed_ids(ids) @ expected) for embedder in (exact, shipped)]
        print(f"{len(ids):4} tokens: cosine with PyTorch {cosines[0]:.6f} (fp32), {cosines[1]:.4f} (int8)")
        if ids != row["tokens"] or cosines[0] < 0.99999 or cosines[1] < 0.96:
            raise SystemExit(f"the model that was made is not the published one: {row['text'][:60]!r}")


def _entry(path: str, content: bytes) -> dict:
    return {"path": path, "sha256": sha256(content), "bytes": len(content)}


def _json(value: dict) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE.parent / NAME, help="folder to write (default: the shipped one)")
    parser.add_argument("--keep-fp32", type=Path, metavar="DIR", help="keep model.onnx (fp32, 90 MB) in this folder")
    return parser.parse_args()


if __name__ == "__main__":
    main()
