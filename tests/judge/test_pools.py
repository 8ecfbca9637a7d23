"""Threads of one pool parse side by side: submissions' code, and NumPy the headers of arrays."""

import ast
import gc
import io
import sys
import time
from pathlib import Path

import numpy as np

from autograder.judge import grading, grading_pool


class Finalized:
    """Garbage in a cycle whose collection runs Python code, in which another thread can take over."""

    def __init__(self):
        self.itself = self

    def __del__(self):
        for _ in range(50):
            pass


def parse_for(seconds):
    source, stop = Path(grading.__file__).read_text(), time.monotonic() + seconds
    array = io.BytesIO()
    np.lib.format.write_array(array, np.zeros(3))
    while time.monotonic() < stop:
        for _ in range(20):
            Finalized()
        ast.parse(source)
        array.seek(0)
        np.lib.format.read_array(array)


def test_threads_parse_side_by_side():
    """In an ordinary pool, CPython 3.11.7 raised SystemError in each of these threads within two seconds."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with grading_pool(3) as pool:
            list(pool.map(parse_for, [3] * 3))
    finally:
        sys.setswitchinterval(interval)


def test_garbage_is_collected_between_jobs_and_by_itself_afterwards():
    alive = []

    class Counted(Finalized):
        def __init__(self):
            super().__init__()
            alive.append(1)

        def __del__(self):
            alive.pop()

    with grading_pool(2) as pool:
        assert not gc.isenabled()
        list(pool.map(lambda _: Counted() and None, range(60)))
    assert gc.isenabled()
    assert len(alive) < 45
