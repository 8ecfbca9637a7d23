"""The judge's end: sessions whose submissions live on the workers of a Dask cluster."""

import contextlib
import math
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from distributed import Client, Future, Queue

from autograder.assignment import Assignment, trains_on_gpu
from autograder.doors.batch.cluster.host import serve
from autograder.errors import AutograderError, FactsError, WorkerError
from autograder.facts import LONGEST_PRINTED, Session, decode, encode, facts_from_plain, installed_versions
from autograder.submission import Submission, reference_submission
from autograder.worker import MAX_FACTS_BYTES

_TEXT_FILES = (".py", ".toml", ".json", ".md")
# What may pass beyond a probe's own limit: starting a worker, importing TensorFlow, and the way through the scheduler.
_GRACE_SECONDS = 600
_LONGEST_SENTENCE = 4000


@dataclass(frozen=True)
class Cluster:
    """A cluster that grades: how many submissions it takes at once, and what opens a session there."""

    places: int
    open: Callable[[Submission], Session]


@contextlib.contextmanager
def on_cluster(
    address: str, assignment: Assignment, profile: str, unsafe: bool = False, timeout: float = 30
) -> Iterator[Cluster]:
    """Connect to a Dask scheduler.

    A submission takes one `CPU` or, for the profile `gpu`, one `GPU` of what workers advertise.

    Args:
        address: for example tcp://10.0.0.1:8786.
        assignment: with its instructors' folder; only its public files travel.
        profile: `cpu` or `gpu`.
        unsafe: whether submissions may run on machines that have no sandbox.
        timeout: seconds to wait for the scheduler.

    Raises:
        AutograderError: there is no scheduler, or its workers advertise something else.
    """
    try:
        client = Client(address, timeout=timeout, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise AutograderError(
            f"--scheduler names a running Dask scheduler. Received {address}: {type(error).__name__}. Start one with `dask scheduler`."
        ) from None
    with client:
        resource = profile.upper()
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        places = int(sum(worker["resources"].get(resource, 0) for worker in workers))
        # Without any worker the cluster may be one that grows when there is work.
        if workers and not places:
            raise AutograderError(
                f"Profile {profile} wants workers that advertise {resource}. None of the {len(workers)} at {address} does. "
                f"Start them with `dask worker {address} --nthreads 1 --resources {resource}=1`."
            )
        threads = 0 if trains_on_gpu(profile) else 1
        yield Cluster(
            places, lambda submission: RemoteSession(client, assignment, submission, resource, threads, unsafe)
        )


class RemoteSession:
    """A submission on a Dask worker. If that is lost, Dask begins anew elsewhere, and the probe in question is asked again."""

    def __init__(
        self,
        client: Client,
        assignment: Assignment,
        submission: Submission,
        resource: str,
        threads: int,
        unsafe: bool,
    ) -> None:
        self._assignment = assignment
        self._reference: OfReference | None = None
        self._channel = f"autograder-{uuid.uuid4().hex}"
        self._client, self._replies = client, Queue(self._channel, client=client)
        self._requests: Queue | None = None
        told = {
            "assignment": assignment.name,
            "files": _public_files(assignment),
            "source": submission.source,
            "threads": threads,
            "unsafe": unsafe,
            "gpu": trains_on_gpu(resource.lower()),
        }
        self._future: Future = client.submit(
            serve, self._channel, encode(told), resources={resource: 1}, key=self._channel, pure=False
        )
        self._attempt, self._printed = "", ""
        self.spent, self.sandboxed = 0.0, False

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        request = {"whose": "submission", "name": name, "given": given, "seed": seed, "seconds": seconds}
        answer = self.ask(request)
        self.spent += _seconds(answer.get("spent"))
        self._printed = str(answer.get("printed"))[: 2 * LONGEST_PRINTED]
        return facts_from_plain(answer.get("reply"))

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request until a worker has answered it.

        Raises:
            WorkerError: Dask gave the submission up, the scheduler is gone, or a worker has other versions than the judge.
        """
        try:
            return self._ask(request)
        except OSError as error:
            raise WorkerError(
                f"The way to the cluster is cut: {type(error).__name__}. Start the scheduler, then give the same command again."
            ) from None

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        deadline = math.inf
        while True:
            if self._requests is not None:
                self._requests.put(encode({"do": "probe", **request}))
                deadline = time.monotonic() + request["seconds"] + _GRACE_SECONDS
            answer = self._next(deadline)
            while "greeting" not in answer and answer.get("attempt") != self._attempt:
                # From a worker that was lost after it had answered.
                answer = self._next(deadline)
            if "greeting" not in answer:
                return answer
            self._greeted(answer)

    def _greeted(self, answer: dict[str, Any]) -> None:
        if "refused" in answer:
            raise WorkerError(f"A worker of the cluster refused: {str(answer['refused'])[:_LONGEST_SENTENCE]}")
        if answer.get("versions") != installed_versions():
            raise WorkerError(
                f"Judge and workers have the same versions. Received {answer.get('versions')} from a worker; here are "
                f"{installed_versions()}. Install the same lock file on both sides."
            )
        self._attempt, self.sandboxed = str(answer["greeting"]), answer.get("sandboxed") is True
        self._requests = Queue(f"{self._channel}-{self._attempt}", client=self._client)

    def _next(self, deadline: float) -> dict[str, Any]:
        while time.monotonic() < deadline:
            with contextlib.suppress(TimeoutError):
                answer = decode(_bytes(self._replies.get(timeout=1)), MAX_FACTS_BYTES + _LONGEST_SENTENCE * 4)
                return answer if isinstance(answer, dict) else {}
            # Its exception would be unpickled; that it failed is enough.
            if self._future.status in ("error", "finished", "cancelled", "lost"):
                raise WorkerError(
                    f"The cluster gave this submission up (its task is '{self._future.status}'): its workers were lost several times, "
                    "or cannot run the kit. Look at the scheduler's log, then give the same command again."
                )
        raise WorkerError("The cluster's worker did not answer in time. Give the same command again.")

    def printed(self) -> str:
        return self._printed

    def reference(self) -> "OfReference":
        if self._reference is None:
            self._reference = OfReference(self, reference_submission(self._assignment).source)
        return self._reference

    def close(self) -> None:
        if self._requests is not None:
            self._requests.put(encode({"do": "close"}))
        else:
            self._future.cancel()
        self._future.release()


class OfReference:
    """The reference solution beside a remote submission, on the same machine."""

    def __init__(self, beside: RemoteSession, source: str) -> None:
        self._beside, self._source = beside, source
        self.spent = 0.0

    @property
    def sandboxed(self) -> bool:
        return self._beside.sandboxed

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        request = {"whose": "reference", "source": self._source, "name": name, "given": given}
        answer = self._beside.ask(request | {"seed": seed, "seconds": seconds})
        self.spent += _seconds(answer.get("spent"))
        return facts_from_plain(answer.get("reply"))

    def printed(self) -> str:
        return ""

    def reference(self) -> "OfReference":
        return self

    def close(self) -> None:
        """It is closed with the submission."""


def _public_files(assignment: Assignment) -> dict[str, str]:
    """Return the grader's public part: all that a session needs. Answers stay with the judge."""
    paths = [path for path in sorted(assignment.checks_folder.iterdir()) if path.suffix in _TEXT_FILES]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def _bytes(received: Any) -> bytes:
    if not isinstance(received, bytes):
        raise FactsError(f"An answer is bytes. Received {type(received).__name__}.")
    return received


def _seconds(received: Any) -> float:
    if not isinstance(received, (int, float)) or not math.isfinite(received) or received < 0:
        raise WorkerError(f"A probe takes some seconds. The cluster's worker said {received!r:.50}.")
    return float(received)
