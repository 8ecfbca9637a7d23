"""The workers in which nbgrader's commands run student code."""

import os

from autograder.assignment import trains_on_gpu
from autograder.worker import Workers, sandbox, shared_workers


def workers_for(profile: str) -> Workers:
    """Return the workers of this process.

    Raises:
        SandboxError: this machine has no sandbox, and AUTOGRADER_UNSAFE_NO_SANDBOX is not set.
    """
    variable = sandbox.UNSAFE_VARIABLE
    return shared_workers(f"{variable}=1", bool(os.environ.get(variable)), gpu=trains_on_gpu(profile))
