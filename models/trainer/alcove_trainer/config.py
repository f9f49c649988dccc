"""The order that starts the work, checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .protocol import RefusalError


@dataclass(frozen=True)
class Settings:
    """As `TrainingSettings` of Alcove; what concerns the making of rows is done there."""

    rank: int
    alpha: float
    rs_lora: bool
    dropout: float
    learning_rate: float
    epochs: float
    max_length: int
    batch: int
    accumulation: int
    targets: list[str] | None
    """None: every linear layer."""
    layers: int | None
    """How many of the last; None: all."""
    warm_up: float
    patience: int | None
    seed: int


@dataclass(frozen=True)
class Parity:
    """Messages, and the token ids that the engine makes of them with the opening of an answer behind."""

    messages: list[dict[str, str]]
    ids: list[int]


@dataclass(frozen=True)
class Order:
    mode: str
    """`train`, or `try`: a few steps for time and memory."""
    device: str
    threads: int | None
    base_kind: str
    """`gguf` (a file) or `folder` (of Hugging Face files)."""
    base: Path
    template: str | None
    """Chat template to use instead of the base's own."""
    train: Path
    validation: Path | None
    work: Path
    """Checkpoints; what lies there is ours."""
    output: Path
    """Comes to be at the very end."""
    settings: Settings
    parity: Parity | None
    try_steps: int


def read_order(raw: dict[str, Any]) -> Order:
    try:
        given = raw["settings"]
        targets = given["targets"]
        settings = Settings(
            rank=int(given["rank"]),
            alpha=float(given["alpha"]),
            rs_lora=bool(given["rsLora"]),
            dropout=float(given["dropout"]),
            learning_rate=float(given["learningRate"]),
            epochs=float(given["epochs"]),
            max_length=int(given["maxLength"]),
            batch=int(given["batch"]),
            accumulation=int(given["accumulation"]),
            targets=None if targets == "all" else [str(one) for one in targets],
            layers=None if given["layers"] is None else int(given["layers"]),
            warm_up=float(given["warmUp"]),
            patience=None if given["patience"] is None else int(given["patience"]),
            seed=int(given["seed"]),
        )
        parity = raw.get("parity")
        return Order(
            mode=raw["mode"],
            device=raw["device"],
            threads=raw.get("threads"),
            base_kind=raw["base"]["kind"],
            base=Path(raw["base"]["path"]),
            template=raw.get("template"),
            train=Path(raw["train"]),
            validation=None if raw.get("validation") is None else Path(raw["validation"]),
            work=Path(raw["work"]),
            output=Path(raw["output"]),
            settings=settings,
            parity=None if parity is None else Parity(parity["messages"], parity["ids"]),
            try_steps=int(raw.get("trySteps", 3)),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RefusalError("usage", f"the order cannot be read: {fault!r}") from fault
