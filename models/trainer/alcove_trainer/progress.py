"""Tells how the training goes, marks checkpoints, and stops where it is asked to."""

import time
from pathlib import Path
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from .checkpoints import mark_complete
from .memory import peak_bytes
from .protocol import Orders, send

# a long training loses at most so much to a crash
SECONDS_BETWEEN_CHECKPOINTS = 600


class Progress(TrainerCallback):
    def __init__(self, work: Path, orders: Orders, epochs: float) -> None:
        self.work = work
        self.orders = orders
        self.epochs = epochs
        self.paused = False
        self.last_train: float | None = None
        self.started = self.saved = time.monotonic()
        self.first: tuple[int, float] | None = None

    def seconds_per_step(self, steps: int) -> float:
        """Of those after the first, which also warms up."""
        if self.first is None or steps <= self.first[0]:
            return time.monotonic() - self.started
        return (time.monotonic() - self.first[1]) / (steps - self.first[0])

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        self.first = self.first or (state.global_step, time.monotonic())
        if self.orders.paused.is_set() and state.global_step < state.max_steps:
            self.paused = True
            control.should_save = control.should_training_stop = True
        elif time.monotonic() - self.saved > SECONDS_BETWEEN_CHECKPOINTS:
            control.should_save = True

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, logs: dict[str, float] | None = None, **_: Any) -> None:
        if logs is None or "loss" not in logs:
            return
        self.last_train = float(logs["loss"])
        send(
            "step",
            step=state.global_step,
            loss=self.last_train,
            learningRate=logs.get("learning_rate"),
            gradient=logs.get("grad_norm"),
            epoch=state.epoch,
            seconds=time.monotonic() - self.started,
            memory=peak_bytes(),
        )

    def on_evaluate(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, metrics: dict[str, float] | None = None, **_: Any) -> None:
        if metrics is not None and "eval_loss" in metrics:
            send("eval", step=state.global_step, loss=float(metrics["eval_loss"]))

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        mark_complete(self.work, state.global_step)
        self.saved = time.monotonic()
        send("checkpoint", step=state.global_step, best=best_step(state) == state.global_step)


def best_step(state: TrainerState) -> int | None:
    """The step whose weights had the lowest validation loss; None where none was measured."""
    return getattr(state, "best_global_step", None) or None
