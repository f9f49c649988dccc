"""Training by transformers, peft and trl: on processors everywhere, and on NVIDIA cards."""

import time
from typing import Any

import torch
from datasets import Dataset
from peft import get_peft_model
from transformers import EarlyStoppingCallback, PrinterCallback, set_seed
from trl import SFTConfig, SFTTrainer

from .adapter import lora_config, save_adapter
from .base import Base, load_base
from .checkpoints import finish, forget_checkpoints, last_checkpoint
from .config import Order
from .memory import device_of, dtype_of, peak_bytes
from .plan import Plan, plan_of
from .progress import Progress, best_step
from .protocol import Orders, send
from .report import record_of, refuse_without_rows, send_start, send_tried
from .rows import Rows, longest, read_rows

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
    refuse_without_rows(train, most)
    model = get_peft_model(base.model, lora_config(base.model, order.settings))
    plan = plan_of(order, len(train.tokens))
    checkpoint = last_checkpoint(order.work) if order.mode == "train" else None
    trainable, parameters = model.get_nb_trainable_parameters()
    precision = str(dtype).removeprefix("torch.")
    resumed = None if checkpoint is None else int(checkpoint.name.split("-")[1])
    send_start(order, plan, base.cutter, train, validation, parameters=parameters, trainable=trainable, precision=precision, device=device, resumed=resumed)
    progress = Progress(order.work, orders, order.settings.epochs)
    tried = longest(train, order.try_steps * order.settings.batch * order.settings.accumulation) if order.mode == "try" else train
    trainer = make_trainer(order, plan, base, model, tried, validation, progress, device)
    result = trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    seconds = time.monotonic() - began
    if order.mode == "try":
        send_tried(order, train, progress.seconds_per_step(trainer.state.global_step), peak_bytes())
        return
    if progress.paused:
        send("paused", step=trainer.state.global_step, seconds=seconds)
        return
    best = best_step(trainer.state)
    loss = trainer.state.best_metric if validation.tokens else None
    record = record_of(order, train, device=device, precision=precision, steps=trainer.state.global_step, bestStep=best, validationLoss=loss)
    finish(order, lambda folder: save_adapter(model, order, folder), record)
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
