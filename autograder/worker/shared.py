"""Workers that live as long as their process, for doors that grade one submission after another in calls of their own."""

import atexit
import functools

from autograder.worker import sandbox
from autograder.worker.graphics import Graphics
from autograder.worker.pool import Workers


@functools.cache
def shared_workers(permission: str, granted: bool, gpu: bool) -> Workers:
    """Return this process's workers; TensorFlow is imported once for a whole class.

    Args:
        permission: what an instructor says to grade without a sandbox.
        granted: whether it was said.
        gpu: whether networks are trained on a GPU.

    Raises:
        SandboxError: this machine has no sandbox, and nobody said that it need not.
    """
    workers = Workers(isolated=sandbox.required(permission, granted), graphics=Graphics() if gpu else None)
    atexit.register(workers.close)
    return workers
