"""The worker: the untrusted process that holds student code, its sandbox, and the sessions that lead there."""

from autograder.worker.connection import NoAnswer
from autograder.worker.graphics import Graphics, Place, told_by_driver
from autograder.worker.in_process import InProcessSession
from autograder.worker.pool import Worker, Workers, WorkerSettings, WorkerSource
from autograder.worker.sessions import MAX_FACTS_BYTES, WorkerSession, worker_settings
from autograder.worker.shared import shared_workers
from autograder.worker.stored_sessions import open_session

__all__ = [
    "Graphics",
    "InProcessSession",
    "MAX_FACTS_BYTES",
    "NoAnswer",
    "Place",
    "Worker",
    "WorkerSession",
    "WorkerSettings",
    "WorkerSource",
    "Workers",
    "open_session",
    "shared_workers",
    "told_by_driver",
    "worker_settings",
]
