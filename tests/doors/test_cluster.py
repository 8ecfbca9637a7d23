"""A Dask cluster grades as this machine does, with a worker killed in the middle; what travels is facts, never pickles."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace

import psutil
import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

from autograder.assignment import load_assignment
from autograder.doors.batch.classes import grade_class
from autograder.doors.batch.cluster.remote_sessions import on_cluster
from autograder.errors import AutograderError
from autograder.judge import Outcome
from autograder.results import open_run, read_run
from tests.conftest import ISOLATED
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment, write_submission

SLOW = "import time\n" + RIGHT.replace("return number + number", "time.sleep(0.3)\n    return number + number")
CLASS = {f"slow_{number}": SLOW for number in range(6)} | {
    "wrong": RIGHT.replace("number + number", "number"),
    "chatty": RIGHT.replace("return number + number", "print('hello')\n    return 0"),
    "raises": RIGHT.replace("return number + number", "raise ValueError('no')"),
    "untouched": STUB,
}
PATIENCE = 300


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    write_small_assignment(root)
    for name, source in CLASS.items():
        write_submission(root / "class" / name, source)
    return root


@pytest.fixture(scope="module")
def numbers(course):
    return load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")


class Processes:
    """A scheduler and workers, each a process of its own, as on many machines."""

    def __init__(self, folder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self._folder = f"tcp://127.0.0.1:{port}", folder
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self, resources: str) -> subprocess.Popen[bytes]:
        """Start a worker without a nanny, so that one that is killed stays away."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--resources", resources]
        worker = self._start("worker", self.address, *options)
        self.workers.append(worker)
        return worker

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != "AUTOGRADER_FACTS"}
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        with (self._folder / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            with contextlib.suppress(psutil.NoSuchProcess):
                started = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                process.wait()
                psutil.wait_procs(started, timeout=PATIENCE)


@pytest.fixture(autouse=True)
def no_store(monkeypatch):
    """Facts from a store come without what was printed, which these tests compare."""
    monkeypatch.delenv("AUTOGRADER_FACTS", raising=False)


@pytest.fixture
def cluster(tmp_path):
    processes = Processes(tmp_path)
    yield processes
    processes.close()


def connected(address, numbers, profile="cpu"):
    """Return the context manager once all that was started is there."""
    return on_cluster(address, numbers, profile, not ISOLATED, timeout=PATIENCE)


def without_time(records):
    return sorted(replace(record, seconds=0).to_json() for record in records)


def wait_until(reached):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def places(address, numbers, profile="cpu"):
    with connected(address, numbers, profile) as there:
        return there.places


def test_with_a_worker_killed_in_the_middle_records_equal_those_of_this_machine(cluster, course, numbers, tmp_path):
    first = cluster.add_worker("CPU=1")
    cluster.add_worker("CPU=1")
    wait_until(lambda: places(cluster.address, numbers) == 2)
    command = [sys.executable, "-m", "autograder.cli", "grade", *map(str, sorted((course / "class").iterdir()))]
    options = [
        "--assignment",
        "00_small_numbers",
        "--out",
        str(tmp_path / "there"),
        "--root",
        str(course),
        "--seed",
        "5",
    ]
    grading = subprocess.Popen([*command, *options, "--scheduler", cluster.address], stdout=subprocess.DEVNULL)
    results = tmp_path / "there" / "results.jsonl"
    wait_until(lambda: results.exists() and results.read_text().count("\n") >= 2)
    first.send_signal(signal.SIGKILL)
    assert results.read_text().count("\n") < len(CLASS), "killed too late to mean anything"
    assert grading.wait(PATIENCE) == 0
    here = open_run(tmp_path / "here", numbers.name, "cpu", 5)
    undisturbed = list(grade_class(here, sorted((course / "class").iterdir()), numbers, jobs=2, isolated=ISOLATED))
    there = read_run(tmp_path / "there")
    assert without_time(there.finished_records()) == without_time(undisturbed)
    # Facts travelled, whole: a regrade needs no cluster.
    assert {path.name for path in (there.folder / "facts").iterdir()} == {
        path.name for path in (here.folder / "facts").iterdir()
    }


def test_a_lost_scheduler_costs_nobody_a_point(cluster, course, numbers, tmp_path):
    cluster.add_worker("CPU=1")
    wait_until(lambda: places(cluster.address, numbers) == 1)
    class_folders = sorted((course / "class").iterdir())
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    # A client waits as long for a scheduler that is gone as for one that is not there yet.
    with on_cluster(cluster.address, numbers, "cpu", not ISOLATED, timeout=20) as there:
        grading = grade_class(run, class_folders, numbers, jobs=2, opened=there.open)
        records = [next(grading), next(grading)]
        cluster.scheduler.kill()
        records += grading
    broken = [record for record in records if Outcome.GRADER_ERROR in record.outcomes]
    assert len(records) == len(CLASS) and broken
    here = open_run(tmp_path / "here", numbers.name, "cpu", 5)
    undisturbed = list(grade_class(here, class_folders, numbers, jobs=2, isolated=ISOLATED))
    list(grade_class(run, class_folders, numbers, jobs=2, isolated=ISOLATED))
    assert without_time(run.finished_records()) == without_time(undisturbed)


def test_workers_of_another_sort_are_refused(cluster, numbers):
    cluster.add_worker("CPU=1")
    wait_until(lambda: places(cluster.address, numbers) == 1)
    with pytest.raises(AutograderError, match="Profile gpu wants workers that advertise GPU. None of the 1 at"):
        places(cluster.address, numbers, "gpu")


def test_no_scheduler_is_said_in_a_sentence(numbers):
    with pytest.raises(AutograderError, match="Received tcp://127.0.0.1:9: .*Start one with `dask scheduler`"):
        with on_cluster("tcp://127.0.0.1:9", numbers, "cpu", timeout=1):
            pass
