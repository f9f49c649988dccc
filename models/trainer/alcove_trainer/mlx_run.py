"""
Training by mlx-lm, on Apple silicon, behind the same protocol. Run by us with mlx-lm 0.31.3 on MLX's processor backend under Linux alone:
the machines that this project is built on are no Macs. A checkpoint holds the weights alone, so that what goes on begins with a fresh optimizer.
"""

import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from mlx.utils import tree_flatten
from mlx_lm.tuner.callbacks import TrainingCallback
from mlx_lm.tuner.trainer import TrainingArgs
from mlx_lm.tuner.trainer import train as mlx_train
from mlx_lm.tuner.utils import linear_to_lora_layers
from mlx_lm.utils import load_model

from .base import load_base
from .checkpoints import finish
from .config import Order
from .plan import plan_of
from .protocol import Orders, send
from .report import record_of, refuse_without_rows, send_start, send_tried
from .rows import IGNORED, Rows, longest, read_rows


class _HaltError(Exception):
    """Leaves mlx-lm's loop: paused, or no longer getting better."""


def run(order: Order, orders: Orders) -> None:
    began = time.monotonic()
    settings = order.settings
    mx.random.seed(settings.seed)
    folder, cutter = _folder_of(order)
    model, _ = load_model(folder)
    train = read_rows(order.train, cutter, settings.max_length)
    validation = read_rows(order.validation, cutter, settings.max_length) if order.validation else Rows([], 0)
    refuse_without_rows(train, settings.max_length)
    model.freeze()
    scale = settings.alpha / (settings.rank**0.5 if settings.rs_lora else settings.rank)
    lora = {"rank": settings.rank, "scale": scale, "dropout": settings.dropout, "keys": _keys(model, settings.targets)}
    linear_to_lora_layers(model, settings.layers or -1, lora)
    plan = plan_of(order, len(train.tokens))
    done = _resume(order, model) if order.mode == "train" else 0
    parameters, trainable = _size(model.parameters()), _size(model.trainable_parameters())
    send_start(order, plan, cutter, train, validation, parameters=parameters, trainable=trainable, precision="base", device="mlx", resumed=done or None)
    watch = _Watch(order, orders, model, plan.every, done)
    if done > 0:
        watch.go_on()
    rate = optim.schedulers.join_schedules(
        [
            optim.schedulers.linear_schedule(0.0, settings.learning_rate, max(1, round(settings.warm_up * plan.steps))),
            optim.schedulers.cosine_decay(settings.learning_rate, plan.steps),
        ],
        [max(1, round(settings.warm_up * plan.steps))],
    )
    micro = settings.accumulation
    arguments = TrainingArgs(
        batch_size=settings.batch,
        iters=(plan.steps - done) * micro,
        val_batches=-1,
        steps_per_report=micro,
        steps_per_eval=plan.every * micro,
        steps_per_save=1 << 30,
        max_seq_length=settings.max_length,
        adapter_file=str(order.work / "adapters.safetensors"),
        grad_checkpoint=True,
        grad_accumulation_steps=micro,
    )
    try:
        mlx_train(
            model,
            _Optimizer(learning_rate=lambda step: rate(step + done), weight_decay=0.0, bias_correction=True),
            longest(train, order.try_steps * micro * settings.batch).tokens if order.mode == "try" else train.tokens,
            validation.tokens if validation.tokens and order.mode == "train" else None,
            arguments,
            loss=_loss,
            # one that goes on begins with other rows than it began with before
            iterate_batches=partial(_batches, settings.seed + done),
            training_callback=watch,
        )
    except _HaltError:
        if watch.paused:
            send("paused", step=watch.step, seconds=time.monotonic() - began)
            return
    if order.mode == "try":
        send_tried(order, train, (time.monotonic() - watch.started) / max(1, watch.step), mx.get_peak_memory())
        return
    if watch.best_step is None:
        watch.save("best")
    record = record_of(order, train, device="mlx", precision="base", steps=watch.step, bestStep=watch.best_step, validationLoss=watch.best_loss)
    finish(order, lambda folder: _save_adapter(order, lora, folder), record)
    send(
        "done",
        step=watch.step,
        bestStep=watch.best_step,
        validationLoss=watch.best_loss,
        trainLoss=watch.last_train,
        seconds=time.monotonic() - began,
        memory=mx.get_peak_memory(),
        early=watch.step < plan.steps,
    )


class _Optimizer(optim.AdamW):
    """As transformers has it: the same learning rates do the same."""

    def update(self, model: nn.Module, gradients: dict[str, Any]) -> None:
        super().update(model, optim.clip_grad_norm(gradients, 1.0)[0])


class _Watch(TrainingCallback):
    def __init__(self, order: Order, orders: Orders, model: Any, every: int, done: int) -> None:
        self.order, self.orders, self.model, self.every = order, orders, model, every
        self.step = self.before = done
        self.best_step: int | None = None
        self.best_loss: float | None = None
        self.last_train: float | None = None
        self.worse = 0
        self.paused = False
        self.started = time.monotonic()

    def on_train_loss_report(self, train_info: dict[str, Any]) -> None:
        self.step = self.before + train_info["iteration"] // self.order.settings.accumulation
        self.last_train = float(train_info["train_loss"])
        send(
            "step",
            step=self.step,
            loss=self.last_train,
            learningRate=float(train_info["learning_rate"]),
            gradient=None,
            epoch=None,
            seconds=time.monotonic() - self.started,
            memory=mx.get_peak_memory(),
        )
        if self.order.mode == "train" and (self.step % self.every == 0 or self.orders.paused.is_set()):
            self.save(str(self.step))
            send("checkpoint", step=self.step, best=False)
        if self.orders.paused.is_set():
            self.paused = True
            raise _HaltError

    def on_val_loss_report(self, val_info: dict[str, Any]) -> None:
        loss = float(val_info["val_loss"])
        send("eval", step=self.step, loss=loss)
        if self.best_loss is None or loss < self.best_loss:
            self.best_loss, self.best_step, self.worse = loss, self.step, 0
            self.save("best")
            return
        self.worse += 1
        if self.order.settings.patience is not None and self.worse >= self.order.settings.patience:
            raise _HaltError

    def save(self, name: str) -> None:
        """Beside, then renamed: a file of this name is whole."""
        half = self.order.work / "half.safetensors"
        found = {} if self.best_loss is None else {"step": str(self.best_step), "loss": repr(self.best_loss)}
        mx.save_safetensors(str(half), dict(tree_flatten(self.model.trainable_parameters())), found)
        os.replace(half, _file(self.order.work, name))

    def go_on(self) -> None:
        """The best of before stays the best until it is beaten."""
        file = _file(self.order.work, "best")
        found = mx.load(str(file), return_metadata=True)[1] if file.exists() else {}
        if "loss" in found:
            self.best_step, self.best_loss = int(found["step"]), float(found["loss"])


def _file(work: Path, name: str) -> Path:
    return work / f"mlx-{name}.safetensors"


def _size(parameters: Any) -> int:
    return sum(one.size for _, one in tree_flatten(parameters))


def _resume(order: Order, model: Any) -> int:
    steps = [int(file.stem.split("-")[1]) for file in order.work.glob("mlx-*.safetensors") if file.stem != "mlx-best"]
    if not steps:
        return 0
    model.load_weights(str(_file(order.work, str(max(steps)))), strict=False)
    return max(steps)


def _folder_of(order: Order) -> tuple[Path, Any]:
    """mlx-lm reads folders of safetensors: a GGUF file is unpacked into one."""
    import torch

    if order.base_kind == "folder":
        from .base import load_tokenizer

        return order.base, load_tokenizer(order)
    base = load_base(order, torch.bfloat16)
    folder = order.work / "base"
    shutil.rmtree(folder, ignore_errors=True)
    base.model.save_pretrained(folder, safe_serialization=True)
    return folder, base.cutter


def _keys(model: Any, targets: list[str] | None) -> list[str]:
    """Paths within a layer, as `self_attn.q_proj`."""
    linear = [name for name, one in model.layers[0].named_modules() if isinstance(one, nn.Linear | nn.QuantizedLinear)]
    return [name for name in linear if targets is None or name.rsplit(".", 1)[-1] in targets]


def _batches(
    seed: int, dataset: list[dict[str, list[int]]], batch_size: int, max_seq_length: int, loop: bool = False, **_: Any
) -> Iterator[tuple[mx.array, mx.array]]:
    """Rows and their labels, padded; the last batch of a round may be smaller."""
    dice = random.Random(seed)
    while True:
        order = list(range(len(dataset)))
        dice.shuffle(order)
        for start in range(0, len(order), batch_size):
            rows = [dataset[at] for at in order[start : start + batch_size]]
            width = max(len(row["input_ids"]) for row in rows)
            yield (
                mx.array([row["input_ids"] + [0] * (width - len(row["input_ids"])) for row in rows]),
                mx.array([row["labels"] + [IGNORED] * (width - len(row["labels"])) for row in rows]),
            )
        if not loop:
            return


def _loss(model: Any, ids: mx.array, labels: mx.array) -> tuple[mx.array, mx.array]:
    wanted = labels[:, 1:]
    learned = wanted != IGNORED
    losses = nn.losses.cross_entropy(model(ids[:, :-1]), mx.where(learned, wanted, 0)) * learned
    count = learned.sum()
    return losses.astype(mx.float32).sum() / count, count


def _save_adapter(order: Order, lora: dict[str, Any], folder: Path) -> None:
    shutil.copy(_file(order.work, "best"), folder / "adapters.safetensors")
    config = {"fine_tune_type": "lora", "num_layers": order.settings.layers or -1, "lora_parameters": lora}
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")
