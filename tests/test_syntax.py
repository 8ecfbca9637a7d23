"""Several threads parse at once: a class is graded by a pool of them."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder import syntax


class Finalized:
    """Garbage in a cycle whose collection runs Python code, in which another thread can take over."""

    def __init__(self):
        self.itself = self

    def __del__(self):
        for _ in range(50):
            pass


def parse_for(seconds):
    source, stop = Path(syntax.__file__).with_name("checks.py").read_text() * 3, time.monotonic() + seconds
    while time.monotonic() < stop:
        for _ in range(20):
            Finalized()
        syntax.parse(source)


def test_threads_parse_side_by_side():
    """Without the lock, CPython 3.11.7 raised SystemError in each of these threads within two seconds."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(parse_for, [3] * 3))
    finally:
        sys.setswitchinterval(interval)
