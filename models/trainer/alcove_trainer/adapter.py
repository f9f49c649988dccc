"""Which layers learn, by how much, and what is kept of it."""

import re
from pathlib import Path
from typing import Any

from peft import LoraConfig
from torch import nn

from .config import Order, Settings
from .protocol import RefusalError

LAYER = re.compile(r"\.layers\.(\d+)\.")


def lora_config(model: nn.Module, settings: Settings) -> LoraConfig:
    """Every linear matrix within the layers that were chosen. Embeddings, norms and the output matrix stay as they are."""
    linear = {name for name, one in model.named_modules() if isinstance(one, nn.Linear) and LAYER.search(name)}
    names = sorted({name.rsplit(".", 1)[-1] for name in linear})
    unknown = sorted(set(settings.targets or []) - set(names))
    if unknown:
        raise RefusalError("usage", f"the base has no {', '.join(unknown)}; it has {', '.join(names)}")
    if not names:
        raise RefusalError("base-untrainable", "no linear layers were found")
    return LoraConfig(
        task_type="CAUSAL_LM",
        r=settings.rank,
        lora_alpha=_whole(settings.alpha),
        lora_dropout=settings.dropout,
        use_rslora=settings.rs_lora,
        target_modules=settings.targets or names,
        layers_to_transform=_last_layers(linear, settings.layers),
        bias="none",
    )


def save_adapter(model: Any, order: Order, folder: Path) -> None:
    # else it names a folder of this machine
    model.peft_config["default"].base_model_name_or_path = order.base.name
    model.save_pretrained(folder, safe_serialization=True)
    # a page that peft writes, with nothing in it but this machine's paths
    (folder / "README.md").unlink(missing_ok=True)


def _last_layers(linear: set[str], most: int | None) -> list[int] | None:
    numbers = sorted({int(match.group(1)) for name in linear if (match := LAYER.search(name))})
    return None if most is None or most >= len(numbers) else numbers[-most:]


def _whole(number: float) -> int | float:
    """An integer where it is one: other programs expect that."""
    return int(number) if number == int(number) else number
