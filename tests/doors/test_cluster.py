"""A Dask cluster grades as this machine does, with a worker killed in the middle; what travels is facts, never pickles."""

import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

from autograder.assignment import load_assignment
from autograder.doors.batch.classes import grade_class
from autograder.doors.batch.cluster.remote_sessions import on_cluster
from autograder.errors import AutograderError
from autograder.judge import Outcome
from autograder.results import open_run, read_run
from tests.conftest import ISOLATED
from tests.support.dask_processes import PATIENCE, Processes
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment, write_submission

SLOW = "import time\n" + RIGHT.replace("return number + number", "time.sleep(0.3)\n    return number + number")
CLASS = {f"slow_{number}": SLOW for number in range(6)} | {
    "wrong": RIGHT.replace("number + number", "number"),
    "chatty": RIGHT.replace("return number + number", "print('hello')\n    return 0"),
    "raises": RIGHT.replace("return number + number", "raise ValueError('no')"),
    "untouched": STUB,
}


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
