"""What is installed here, for the record."""

import platform
from importlib import metadata

PACKAGES = ("torch", "transformers", "peft", "trl", "mlx", "mlx-lm")


def versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
