"""
The trainer: `python -m alcove_trainer`, an order on the first line of standard input, marked lines of JSON on standard output. Ends with 0
after `done`, `tried`, `paused` or the end of standard input, and with 1 after `error`.
"""

import io
import os
import sys
import traceback

# before anything is imported that could look for a network
os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_DATASETS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    TOKENIZERS_PARALLELISM="false",
    TRANSFORMERS_NO_ADVISORY_WARNINGS="1",
)

from . import PROTOCOL
from .config import Order, read_order
from .faults import out_of_memory
from .protocol import Orders, RefusalError, read_config, send
from .versions import versions


def main() -> int:
    # pipes speak UTF-8 wherever this runs
    for pipe in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(pipe, io.TextIOWrapper):
            pipe.reconfigure(encoding="utf-8", errors="replace")
    try:
        raw = read_config()
        send("hello", protocol=PROTOCOL, versions=versions())
        if raw.get("mode") == "look":
            look()
        else:
            train(read_order(raw))
        return 0
    except RefusalError as refusal:
        send("error", code=refusal.code, reason=refusal.reason, details=refusal.details)
    except MemoryError:
        send("error", code="trainer-memory", reason="", details={})
    except Exception as fault:
        traceback.print_exc()
        send("error", code="trainer-memory" if out_of_memory(fault) else "trainer-stopped", reason=f"{type(fault).__name__}: {fault}"[:2000], details={})
    return 1


def train(order: Order) -> None:
    orders = Orders()
    order.work.mkdir(parents=True, exist_ok=True)
    if order.device == "mlx":
        from .mlx_run import run
    else:
        from .torch_run import run
    run(order, orders)


def look() -> None:
    """Whether all that is needed can be loaded, and what it would train on."""
    if sys.platform == "darwin":
        import mlx_lm  # noqa: F401

        send("looked", device="mlx")
        return
    import datasets  # noqa: F401
    import peft  # noqa: F401
    import torch
    import trl  # noqa: F401

    send("looked", device="cuda" if torch.cuda.is_available() else "cpu")


sys.exit(main())
