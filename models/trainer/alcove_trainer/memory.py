"""What the machine has, and what of it was used."""

import platform
import sys

import torch


def peak_bytes() -> int:
    """Of this process since its start; with a graphics card, of its memory too."""
    card = torch.cuda.max_memory_allocated() if torch.cuda.is_available() else 0
    return _resident_peak() + card


def _resident_peak() -> int:
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def device_of(wanted: str) -> str:
    return "cuda" if wanted != "cpu" and torch.cuda.is_available() else "cpu"


def dtype_of(device: str, small: bool) -> torch.dtype:
    """16 bits where the machine computes with them; a processor without them is slower by far than with 32."""
    if small:
        return torch.float32
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    if platform.machine() in ("x86_64", "AMD64"):
        # PyTorch also takes on processors that only imitate them, slower than 32 bits would be
        own = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    else:
        own = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.bfloat16 if own else torch.float32
