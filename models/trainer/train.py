"""Starts the trainer where Python is told to look at nothing of its surroundings (`-I`)."""

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
runpy.run_module("alcove_trainer", run_name="__main__")
