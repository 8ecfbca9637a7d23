"""Workers that are ready before they are needed."""

import contextlib
import os
import queue
import threading

from autograder.assignment import Assignment
from autograder.errors import WorkerError
from autograder.worker import Graphics, NoAnswer, Place, Worker, WorkerSettings, WorkerSource, worker_settings

# More workers than cores would wait for each other; more than two gain little on a task of some ten probes.
AT_ONCE = min(2, os.cpu_count() or 1)
_WARM_UP_SECONDS, _SMALL_REPLY = 60, 1 << 16


class ReadyWorkers:
    """A source of workers that keeps some ready: started, with the probe imported and TensorFlow used once.

    Args:
        workers: where they come from.
        assignment: what they are for.
    """

    def __init__(self, workers: WorkerSource, assignment: Assignment) -> None:
        self._workers, self._settings = workers, worker_settings(assignment, threads=1)
        self._ready: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._filling = threading.Lock()
        self._closed = False

    @property
    def isolated(self) -> bool:
        return self._workers.isolated

    @property
    def graphics(self) -> Graphics | None:
        return self._workers.graphics

    def start(self, settings: WorkerSettings, place: Place | None = None) -> Worker:
        """Return a worker that is ready, or a new one where there is none or other settings are asked for."""
        while settings == self._settings and place is None:
            try:
                worker = self._ready.get_nowait()
            except queue.Empty:
                break
            if _answers(worker):
                return worker
        return self._workers.start(settings, place)

    def fill(self) -> None:
        """Make workers ready in the background. Call it when nothing is graded, for it takes the cores for a second."""
        threading.Thread(target=self._fill, name="ready workers", daemon=True).start()

    def _fill(self) -> None:
        with self._filling, contextlib.suppress(WorkerError, OSError):
            while self._ready.qsize() < AT_ONCE and not self._closed:
                worker = self._workers.start(self._settings)
                if _answers(worker):
                    self._ready.put(worker)

    def close(self) -> None:
        """End those that nobody asked for."""
        self._closed = True
        with self._filling:
            while not self._ready.empty():
                self._ready.get().close()


def _answers(worker: Worker) -> bool:
    """Warm a worker up; return whether it lives. One that a machine short of memory has killed is let go of."""
    try:
        worker.ask({"do": "warm_up"}, _WARM_UP_SECONDS, _SMALL_REPLY)
    except NoAnswer:
        worker.close()
        return False
    return True
