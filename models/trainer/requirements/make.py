"""
Pins what the trainer installs: one file for each kind of machine, every line with the SHA-256 of the wheels that fit it, and
`sizes.json` with what each downloads and takes on disk. Needs uv and packaging, and the package index:

    python models/trainer/requirements/make.py
"""

import json
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

HERE = Path(__file__).parent
PYTHONS = ("3.10", "3.11", "3.12", "3.13")

# PyTorch's own index for processors without a graphics card. It cannot be asked where these files are made; the hashes are those that
# it publishes (SHA-256 of the wheel beside each link), as several public lock files give them alike. A wrong one makes pip refuse.
TORCH_CPU = "https://download.pytorch.org/whl/cpu/torch-2.10.0%2Bcpu-{tag}-{tag}-manylinux_2_28_x86_64.whl"
TORCH_CPU_SHA256 = {
    "3.10": "a280ffaea7b9c828e0c1b9b3bd502d9b6a649dc9416997b69b84544bd469f215",
    "3.11": "b7cb1ec66cefb90fd7b676eac72cfda3b8d4e4d0cacd7a531963bc2e0a9710ab",
    "3.12": "ee40b8a4b4b2cf0670c6fd4f35a7ef23871af956fecb238fbf5da15a72650b1d",
    "3.13": "8d316e5bf121f1eab1147e49ad0511a9d92e4c45cc357d1ab0bee440da71a095",
}
TORCH_CPU_BYTES = 188_832_554
# fetches the others; its own index and hash
PIP = ("25.3", "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd")
# what it takes on disk, in bytes: the second measured (docs/training.md), the others reckoned from the wheels
DISK = {
    "linux-x64-cpu": 1_500_000_000,
    "linux-x64-cuda": 7_960_000_000,
    "linux-arm64-cpu": 1_300_000_000,
    "win32-x64-cpu": 1_200_000_000,
    "darwin-arm64-mlx": 1_200_000_000,
}
# brought along only by the build for graphics cards
CARD_ONLY = ("nvidia-", "cuda-", "triton")


@dataclass(frozen=True)
class Kind:
    name: str
    source: str
    system: str
    platform: str
    machine: str
    fits: tuple[str, ...]
    pythons: tuple[str, ...] = PYTHONS


KINDS = (
    Kind("linux-x64-cpu", "trainer.in", "Linux", "linux", "x86_64", ("manylinux", "x86_64")),
    Kind("linux-x64-cuda", "trainer.in", "Linux", "linux", "x86_64", ("manylinux", "x86_64")),
    Kind("linux-arm64-cpu", "trainer.in", "Linux", "linux", "aarch64", ("manylinux", "aarch64")),
    Kind("win32-x64-cpu", "trainer.in", "Windows", "win32", "AMD64", ("win_amd64",)),
    Kind("darwin-arm64-mlx", "mlx.in", "Darwin", "darwin", "arm64", ("macosx", "arm64|universal2")),
)


@dataclass(frozen=True)
class Pin:
    requirement: Requirement
    python: str

    @property
    def line(self) -> str:
        return str(self.requirement).split(";")[0].strip()


def resolve(source: str) -> list[Requirement]:
    """All systems and Pythons at once; what stands here still holds its markers."""
    command = ["uv", "pip", "compile", source, "--universal", "--python-version", PYTHONS[0], "--no-annotate", "--no-header", "-q"]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    return [Requirement(line) for line in done.stdout.splitlines() if line and not line.startswith("#")]


def environment(kind: Kind, python: str) -> dict[str, str]:
    named = {"sys_platform": kind.platform, "platform_system": kind.system, "platform_machine": kind.machine}
    return {**default_environment(), **named, "python_version": python, "python_full_version": f"{python}.9", "os_name": "posix"}


def wanted(requirements: list[Requirement], kind: Kind, python: str) -> list[Requirement]:
    holds = [one for one in requirements if one.marker is None or Marker(str(one.marker)).evaluate(environment(kind, python))]
    return [one for one in holds if kind.name.endswith("cuda") or not one.name.startswith(CARD_ONLY)]


_files: dict[str, list[dict[str, Any]]] = {}


def wheels(requirement: Requirement, kind: Kind, python: str) -> list[dict[str, Any]]:
    """Wheels of this version that fit, the one that pip prefers included. Each: filename, sha256, size, url."""
    if requirement.name not in _files:
        request = urllib.request.Request(f"https://pypi.org/simple/{requirement.name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
        _files[requirement.name] = json.load(urllib.request.urlopen(request))["files"]
    version = next(iter(requirement.specifier)).version
    found = []
    for file in _files[requirement.name]:
        name = file["filename"]
        # others are named in ways of old that cannot be read
        if not name.endswith(".whl") or name.split("-")[1] != version:
            continue
        _, _, _, tags = parse_wheel_filename(name)
        if any(fits(tag, kind, python) for tag in tags):
            found.append(file)
    if not found:
        raise SystemExit(f"no wheel of {requirement} for {kind.name} and Python {python}")
    return found


def fits(tag: Tag, kind: Kind, python: str) -> bool:
    number = python.replace(".", "")
    interpreter = tag.interpreter in (f"cp{number}", f"py{number}", "py3", "py2") or (tag.interpreter.startswith("cp3") and tag.abi == "abi3")
    if tag.interpreter.startswith("cp3") and tag.abi == "abi3" and int(tag.interpreter[3:]) > int(number[1:]):
        return False
    if tag.abi not in (f"cp{number}", "none", "abi3") or not interpreter:
        return False
    return tag.platform == "any" or all(any(part in tag.platform for part in one.split("|")) for one in kind.fits)


def entry(text: str, pythons: list[str], kind: Kind, hashes: set[str]) -> str:
    marker = "" if len(pythons) == len(kind.pythons) else " ; " + " or ".join(f'python_version == "{one}"' for one in pythons)
    return " \\\n".join([text + marker, *(f"    --hash=sha256:{one}" for one in sorted(hashes))])


def pin(kind: Kind) -> dict[str, int]:
    """Writes the file, and says what it downloads: bytes by Python."""
    requirements = resolve(kind.source)
    entries: dict[str, tuple[list[str], set[str]]] = {}
    bytes_by_python: dict[str, int] = {}
    for python in kind.pythons:
        for one in wanted(requirements, kind, python):
            line = str(one).split(";")[0].strip()
            chosen: list[dict[str, Any]]
            if one.name == "torch" and kind.name == "linux-x64-cpu":
                url = TORCH_CPU.format(tag=f"cp{python.replace('.', '')}")
                chosen, line = [{"hashes": {"sha256": TORCH_CPU_SHA256[python]}, "size": TORCH_CPU_BYTES}], f"torch @ {url}"
            else:
                chosen = wheels(one, kind, python)
            pythons, hashes = entries.setdefault(line, ([], set()))
            pythons.append(python)
            hashes.update(file["hashes"]["sha256"] for file in chosen)
            bytes_by_python[python] = bytes_by_python.get(python, 0) + max(file["size"] for file in chosen)
    head = f"# Made by make.py from {kind.source}; not by hand. Every wheel is checked against its SHA-256.\n"
    body = "\n".join(entry(line, pythons, kind, hashes) for line, (pythons, hashes) in sorted(entries.items()))
    (HERE / f"{kind.name}.txt").write_text(f"{head}{body}\n")
    return bytes_by_python


def main() -> None:
    sizes = {kind.name: {"download": max(pin(kind).values()), "disk": DISK[kind.name]} for kind in KINDS}
    (HERE / "sizes.json").write_text(json.dumps(sizes, indent=2) + "\n")
    version, sha256 = PIP
    (HERE / "pip.txt").write_text(f"pip=={version} \\\n    --hash=sha256:{sha256}\n")


main()
