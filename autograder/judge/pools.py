"""Threads that grade side by side."""

import contextlib
import gc
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

# Garbage of this many jobs is small; looking for it takes as long as judging one submission.
_JOBS_BETWEEN_COLLECTIONS = 20


@contextlib.contextmanager
def grading_pool(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """Yield a pool of threads in which Python's parser is safe.

    Before 3.11.8, CPython counts the depth of all threads' syntax trees in one place (CPython issue 106905). If a collection of
    garbage interrupts one thread's parsing and another parses meanwhile, the first raises SystemError. NumPy parses too,
    the header of each array that it reads. So garbage is collected between jobs only, when the collecting thread parses nothing.

    Args:
        jobs: number of threads.
    """
    collected_by_itself = gc.isenabled()
    gc.disable()
    try:
        with _Pool(jobs) as pool:
            yield pool
    finally:
        if collected_by_itself:
            gc.enable()


class _Pool(ThreadPoolExecutor):
    """Collects garbage after every so many jobs."""

    _finished = 0

    def submit(self, *arguments, **options) -> Future:  # type: ignore[no-untyped-def]
        future = super().submit(*arguments, **options)
        future.add_done_callback(self._collect)
        return future

    def _collect(self, future: Future) -> None:
        self._finished += 1
        if self._finished % _JOBS_BETWEEN_COLLECTIONS == 0:
            gc.collect()
