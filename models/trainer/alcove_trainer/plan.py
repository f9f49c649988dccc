"""How many steps there are, and how often it is looked how well they do."""

import math
from dataclasses import dataclass

from .config import Order

EVALUATIONS = 10


@dataclass(frozen=True)
class Plan:
    steps: int
    every: int
    """Steps between two evaluations."""


def steps_of(order: Order, examples: int) -> int:
    """Of the whole training."""
    per_epoch = max(1, math.ceil(math.ceil(examples / order.settings.batch) / order.settings.accumulation))
    return max(1, math.ceil(per_epoch * order.settings.epochs))


def plan_of(order: Order, examples: int) -> Plan:
    if order.mode == "try":
        return Plan(order.try_steps, order.try_steps)
    steps = steps_of(order, examples)
    return Plan(steps, max(1, min(math.ceil(steps / EVALUATIONS), math.ceil(steps / order.settings.epochs))))
