"""What both ways to train say at their start and end, and what they write down beside the adapter."""

from typing import Any

from .config import Order
from .plan import Plan, steps_of
from .protocol import RefusalError, send
from .rows import Cutter, Rows
from .versions import versions


def refuse_without_rows(train: Rows, most: int) -> None:
    if not train.tokens:
        raise RefusalError("rows-too-long", f"all {train.too_long} examples are longer than {most} tokens", count=train.too_long, most=most)


def send_start(order: Order, plan: Plan, cutter: Cutter, train: Rows, validation: Rows, **of_model: str | int | None) -> None:
    """`of_model`: parameters, trainable, precision, device, and the step that it goes on from."""
    send(
        "start",
        steps=plan.steps,
        examples=len(train.tokens),
        validation=len(validation.tokens),
        tooLong=train.too_long,
        validationTooLong=validation.too_long,
        tokens=sum(len(row["input_ids"]) for row in train.tokens),
        seed=order.settings.seed,
        opensWith=cutter.opens_with,
        **of_model,
    )


def send_tried(order: Order, train: Rows, seconds_per_step: float, memory: int) -> None:
    """`train`: all of them, not those few that were tried."""
    examples = len(train.tokens)
    send("tried", steps=steps_of(order, examples), secondsPerStep=seconds_per_step, memory=memory, tooLong=train.too_long, examples=examples)


def record_of(order: Order, train: Rows, **of_run: str | int | float | None) -> dict[str, Any]:
    """`of_run`: device, precision, steps, bestStep, validationLoss."""
    return {
        "settings": vars(order.settings),
        "base": {"kind": order.base_kind, "name": order.base.name},
        "versions": versions(),
        "examples": len(train.tokens),
        "tooLong": train.too_long,
        **of_run,
    }
