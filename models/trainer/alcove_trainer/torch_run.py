"""Training by transformers, peft and trl: on processors everywhere, and on NVIDIA cards."""

import time
from typing import Any

import torch
from datasets import Dataset
from peft import get_peft_model
from transformers import EarlyStoppingCallback, PrinterCallback, set_seed
from trl import SFTConfig, SFTTrainer

from .adapter import lora_config
from .base import Base, load_base
from .checkpoints import finish, forget_checkpoints, last_checkpoint
from .config import Order
from .memory import device_of, dtype_of, peak_bytes
from .plan import Plan, plan_of, steps_of
from .progress import Progress, best_step
from .protocol import Orders, RefusalError, send
from .rows import Rows, read_rows
from .versions import versions

# below, checkpointing of activations costs more than it saves, and 16 bits as well
SMALL_BYTES = 50_000_000


def run(order: Order, orders: Orders) -> None:
    began = time.monotonic()
    if order.threads is not None:
        torch.set_num_threads(order.threads)
    set_seed(order.settings.seed)
    device = device_of(order.device)
    dtype = dtype_of(device, order.base.is_file() and order.base.stat().st_size < SMALL_BYTES)
    base = load_base(order, dtype)
    most = min(order.settings.max_length, getattr(base.model.config, "max_position_embeddings", None) or order.settings.max_length)
    train = read_rows(order.train, base.cutter, most)
    validation = read_rows(order.validation, base.cutter, most) if order.validation else Rows([], 0)
    if not train.tokens:
        raise RefusalError("rows-too-long", f"all {train.too_long} examples are longer than {most} tokens", count=train.too_long, most=most)
    if order.mode == "try":
        # the longest: they tell what it may take at most
        train = Rows(sorted(train.tokens, key=lambda row: -len(row["input_ids"])), train.too_long)
    model = get_peft_model(base.model, lora_config(base.model, order.settings))
    plan = plan_of(order, len(train.tokens))
    checkpoint = last_checkpoint(order.work) if order.mode == "train" else None
    trainable, parameters = model.get_nb_trainable_parameters()
    send(
        "start",
        steps=plan.steps,
        examples=len(train.tokens),
        validation=len(validation.tokens),
        tooLong=train.too_long,
        validationTooLong=validation.too_long,
        tokens=sum(len(row["input_ids"]) for row in train.tokens),
        parameters=parameters,
        trainable=trainable,
        precision=str(dtype).removeprefix("torch."),
        device=device,
        seed=order.settings.seed,
        opensWith=base.cutter.opens_with,
        resumed=None if checkpoint is None else int(checkpoint.name.split("-")[1]),
    )
    progress = Progress(order.work, orders, order.settings.epochs)
    trainer = make_trainer(order, plan, base, model, train, validation, progress, device)
    result = trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    seconds = time.monotonic() - began
    if order.mode == "try":
        each = progress.seconds_per_step(trainer.state.global_step)
        send("tried", steps=steps_of(order, len(train.tokens)), secondsPerStep=each, memory=peak_bytes(), tooLong=train.too_long, examples=len(train.tokens))
        return
    if progress.paused:
        send("paused", step=trainer.state.global_step, seconds=seconds)
        return
    best = best_step(trainer.state)
    loss = trainer.state.best_metric if validation.tokens else None
    record = {
        "settings": vars(order.settings),
        "base": {"kind": order.base_kind, "name": order.base.name},
        "versions": versions(),
        "device": device,
        "precision": str(dtype),
        "steps": trainer.state.global_step,
        "bestStep": best,
        "validationLoss": loss,
        "examples": len(train.tokens),
        "tooLong": train.too_long,
    }
    finish(model, order.work, order.output, record)
    forget_checkpoints(order.work)
    send(
        "done",
        step=trainer.state.global_step,
        bestStep=best,
        validationLoss=loss,
        trainLoss=float(result.training_loss),
        seconds=seconds,
        memory=peak_bytes(),
        early=trainer.state.global_step < plan.steps,
    )


def make_trainer(order: Order, plan: Plan, base: Base, model: Any, train: Rows, validation: Rows, progress: Progress, device: str) -> SFTTrainer:
    settings = order.settings
    trying = order.mode == "try"
    judged = bool(validation.tokens) and not trying
    large = sum(one.numel() for one in model.parameters()) * 4 >= SMALL_BYTES
    arguments = SFTConfig(
        output_dir=str(order.work),
        max_steps=plan.steps,
        per_device_train_batch_size=settings.batch,
        per_device_eval_batch_size=settings.batch,
        gradient_accumulation_steps=settings.accumulation,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=round(settings.warm_up * plan.steps),
        seed=settings.seed,
        data_seed=settings.seed,
        eval_strategy="steps" if judged else "no",
        eval_steps=plan.every,
        save_strategy="no" if trying else "steps",
        save_steps=plan.every,
        save_total_limit=2,
        load_best_model_at_end=judged,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        restore_callback_states_from_checkpoint=True,
        logging_steps=max(1, plan.steps // 500),
        disable_tqdm=True,
        report_to=[],
        use_cpu=device == "cpu",
        # weights come as they are computed with; what learns is kept in 32 bits
        bf16=False,
        gradient_checkpointing=large,
        gradient_checkpointing_kwargs={"use_reentrant": False} if large else None,
        max_length=None,
        packing=False,
        dataset_kwargs={"skip_prepare_dataset": True},
        remove_unused_columns=False,
        dataloader_pin_memory=device != "cpu",
    )
    trainer = SFTTrainer(
        model=model,
        args=arguments,
        train_dataset=Dataset.from_list(train.tokens),
        eval_dataset=Dataset.from_list(validation.tokens) if judged else None,
        processing_class=base.cutter.tokenizer,
        callbacks=[progress, *([EarlyStoppingCallback(settings.patience)] if judged and settings.patience is not None else [])],
    )
    # what it prints is told in lines of ours
    trainer.remove_callback(PrinterCallback)
    return trainer
