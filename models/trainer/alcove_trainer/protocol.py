"""What passes between Alcove and the trainer: one line of JSON each. Lines out are marked, for libraries write to the same pipe."""

import json
import math
import os
import sys
import threading
from typing import Any

MARK = "@alcove "


class RefusalError(Exception):
    """Ends the work with a code that Alcove knows. `details` are shown with it."""

    def __init__(self, code: str, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.details = details


_lock = threading.Lock()


def send(kind: str, **values: Any) -> None:
    clean = {key: _plain(value) for key, value in values.items()}
    with _lock:
        sys.stdout.write(f"{MARK}{json.dumps({'type': kind, **clean}, allow_nan=False)}\n")
        sys.stdout.flush()


def _plain(value: Any) -> Any:
    """JSON has no infinity; a loss that ran away is told as none."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def read_config() -> dict[str, Any]:
    """The first line of standard input."""
    line = sys.stdin.readline()
    if line == "":
        sys.exit(0)
    config: Any = json.loads(line)
    if not isinstance(config, dict):
        raise RefusalError("usage", "the first line is not an object")
    return config


class Orders:
    """Listens for what is said while it works: `pause`, and the end of standard input, which ends the process at once."""

    def __init__(self) -> None:
        self.paused = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "pause":
                self.paused.set()
        # whoever asked has gone, or wants no more: checkpoints stay, and nothing half made is where results are looked for
        os._exit(0)
