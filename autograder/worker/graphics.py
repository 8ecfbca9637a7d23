"""The GPUs of this machine and who may train on them: each is shared by so many submissions, with as much memory for each."""

import contextlib
import os
import queue
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.errors import AutograderError

# What a process takes of a GPU's memory beside TensorFlow's pool: CUDA's context, kernels, the workspace of cuDNN and XLA. With 800 MB
# a GPU that 17 shared was full, and trainings failed.
_CONTEXT_MB = 3000
_LEAST_MB = 1000
_SECONDS = 60


@dataclass(frozen=True)
class Place:
    """A share of one GPU.

    Attributes:
        device: the GPU, as `CUDA_VISIBLE_DEVICES` names it; empty where TensorFlow is to take what it finds.
        memory_mb: how much of its memory TensorFlow may take; 0 for all of it.
    """

    device: str = ""
    memory_mb: int = 0


class Graphics:
    """The places of this machine. Where `nvidia-smi` finds no GPU there is one, on whatever TensorFlow finds.

    Args:
        share: how many submissions train on one GPU at once.

    Raises:
        AutograderError: so many leave each too little memory.
    """

    def __init__(self, share: int = 1) -> None:
        memories = _memories()
        self.places = [_place(device, memory, share) for device, memory in memories for _ in range(share)] or [Place()]
        self.found = bool(memories)
        self._free: queue.SimpleQueue[Place] = queue.SimpleQueue()
        for place in self.places:
            self._free.put(place)

    @contextlib.contextmanager
    def place(self) -> Iterator[Place]:
        """Yield a place that nobody else has meanwhile; waits for one."""
        taken = self._free.get()
        try:
            yield taken
        finally:
            self._free.put(taken)


def _place(device: str, memory_mb: int, share: int) -> Place:
    if share == 1:
        return Place(device)
    left = memory_mb // share - _CONTEXT_MB
    if left < _LEAST_MB:
        raise AutograderError(
            f"Each submission on a GPU gets at least {_LEAST_MB} MB of its memory. Received --gpu-share {share} for "
            f"{memory_mb} MB, which leaves {left}. Let fewer share it."
        )
    return Place(device, left)


def _memories() -> list[tuple[str, int]]:
    """Return index and memory in MB of each GPU that this process may use."""
    rows = told_by_driver("index", "memory.total", only=os.environ.get("CUDA_VISIBLE_DEVICES"))
    return [(index, int(memory)) for index, memory in rows if memory.isdigit()]


def told_by_driver(*what: str, only: str | None = None) -> list[list[str]]:
    """Return what NVIDIA's driver says of each card, such as `name` or `memory.total` in MB; nothing where there is no driver.

    Args:
        only: some cards, as `CUDA_VISIBLE_DEVICES` names them; all unless given.
    """
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    command = [program, f"--query-gpu={','.join(what)}", "--format=csv,noheader,nounits"]
    command += ["-i", only] if only is not None else []
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = [[cell.strip() for cell in line.split(",")] for line in asked.stdout.splitlines()]
    return [row for row in rows if len(row) == len(what)] if asked.returncode == 0 else []
