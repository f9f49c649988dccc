"""Checkpoints that survive any end of the process, and a result that is there whole or not at all."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .config import Order

MARK = "alcove-complete"


def mark_complete(work: Path, step: int) -> None:
    """Written when all files of a checkpoint are; one without it was cut off."""
    folder = work / f"checkpoint-{step}"
    for file in folder.iterdir():
        _to_disk(file)
    mark = folder / MARK
    mark.write_text(str(step))
    _to_disk(mark)


def last_checkpoint(work: Path) -> Path | None:
    """The newest whole one. What was cut off is removed."""
    whole: dict[int, Path] = {}
    for folder in work.glob("checkpoint-*"):
        number = re.fullmatch(r"checkpoint-(\d+)", folder.name)
        if number and (folder / MARK).exists():
            whole[int(number.group(1))] = folder
        else:
            shutil.rmtree(folder)
    return whole[max(whole)] if whole else None


def forget_checkpoints(work: Path) -> None:
    for folder in work.glob("checkpoint-*"):
        shutil.rmtree(folder)


def finish(order: Order, save: Callable[[Path], None], record: dict[str, Any]) -> None:
    """What `save` puts into the folder that it is given, and the record; beside first, then renamed into place."""
    half = order.work / "result"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    save(half)
    (half / "training.json").write_text(json.dumps(record, indent=2) + "\n")
    for file in half.iterdir():
        _to_disk(file)
    order.output.parent.mkdir(parents=True, exist_ok=True)
    os.replace(half, order.output)


def _to_disk(file: Path) -> None:
    if not file.is_file():
        return
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
