"""The model to train on: a folder of Hugging Face files, or a GGUF file, whose weights are expanded to 16 or 32 bits."""

from dataclasses import dataclass
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from .config import Order
from .faults import out_of_memory
from .protocol import RefusalError
from .rows import Cutter, check_parity


@dataclass(frozen=True)
class Base:
    model: Any
    cutter: Cutter


def load_tokenizer(order: Order) -> Cutter:
    tokenizer = _loaded(order, lambda where: AutoTokenizer.from_pretrained(**where))
    if order.template is not None:
        tokenizer.chat_template = order.template
    if tokenizer.chat_template is None:
        raise RefusalError("template-unfit", "the base has no chat template")
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token
    cutter = Cutter(tokenizer, [])
    return cutter if order.parity is None else check_parity(cutter, order.parity.messages, order.parity.ids)


def load_base(order: Order, dtype: torch.dtype) -> Base:
    cutter = load_tokenizer(order)
    model, info = _loaded(order, lambda where: AutoModelForCausalLM.from_pretrained(**where, **_weights(order), dtype=dtype, output_loading_info=True))
    lacking = sorted(info["missing_keys"]) + sorted(str(one) for one in info["mismatched_keys"])
    if lacking:
        # it would go on with random numbers in their place
        raise RefusalError("base-untrainable", f"{len(lacking)} tensors are missing, as {lacking[0]}")
    if order.base_kind == "gguf":
        # they are plain numbers by now
        model.is_quantized, model.hf_quantizer = False, None
    model.config.use_cache = False
    return Base(model, cutter)


def _weights(order: Order) -> dict[str, Any]:
    """A file's own small types cannot be trained on: they are unpacked. A folder's only as safetensors, for the other kind runs code."""
    return {"quantization_config": GgufConfig(dequantize=True)} if order.base_kind == "gguf" else {"use_safetensors": True}


def _loaded(order: Order, load: Any) -> Any:
    """Never code that a folder brings along, never a download, never a pickle."""
    safe = {"local_files_only": True, "trust_remote_code": False}
    where = {"pretrained_model_name_or_path": str(order.base)}
    if order.base_kind == "gguf":
        where = {"pretrained_model_name_or_path": str(order.base.parent), "gguf_file": order.base.name}
    try:
        return load({**where, **safe})
    except MemoryError:
        raise
    except Exception as fault:
        if out_of_memory(fault):
            raise
        # each architecture and each broken file fails in a manner of its own
        raise RefusalError("base-untrainable", f"{type(fault).__name__}: {fault}") from fault
