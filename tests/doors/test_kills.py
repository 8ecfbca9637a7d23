"""`kill -9` of the command and of workers, and a reset of the machine: the same command goes on, and its records equal those of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from autograder.assignment import load_assignment
from autograder.doors.batch.classes import grade_class
from autograder.facts import decode
from autograder.judge import Grading, Outcome
from autograder.results import open_run, read_run
from autograder.submission import submission_from_source
from autograder.worker import Workers, open_session
from tests.conftest import ISOLATED
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment, write_submission

SLOW = "import time\n" + RIGHT.replace("return number + number", "time.sleep(0.2)\n    return number + number")
CLASS = {f"slow_{number}": SLOW for number in range(5)} | {
    "wrong": SLOW.replace("number + number", "number"),
    "ends": "import os\nos._exit(0)\n",
    "untouched": STUB,
}
PATIENCE = 240

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture
def course(tmp_path, monkeypatch):
    # A store of facts would spare the runs after the first what they are here to do.
    monkeypatch.delenv("AUTOGRADER_FACTS", raising=False)
    write_small_assignment(tmp_path)
    for name, source in CLASS.items():
        write_submission(tmp_path / "class" / name, source)
    return tmp_path


@pytest.fixture
def numbers(course):
    return load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")


def command(course, out):
    folders = sorted(map(str, (course / "class").iterdir()))
    options = [
        "--assignment",
        "00_small_numbers",
        "--out",
        str(out),
        "--root",
        str(course),
        "--seed",
        "5",
        "--jobs",
        "2",
    ]
    return [sys.executable, "-m", "autograder.cli", "grade", *folders, *options]


def kill_when(reached, course, out):
    """Start the command, kill it when `reached()`, and wait until nothing that it started is left."""
    process = subprocess.Popen(command(course, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None and time.monotonic() < deadline, (
            "the command ended, or hung, before it was killed"
        )
        time.sleep(0.01)
    started = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, alive = psutil.wait_procs(started, timeout=PATIENCE)
    assert not alive


def lines_in(out):
    results = out / "results.jsonl"
    return results.read_text().count("\n") if results.exists() else 0


def without_time(records):
    return sorted(replace(record, seconds=0).to_json() for record in records)


def test_killed_again_and_again_the_command_ends_as_if_undisturbed(course, numbers, tmp_path):
    out = tmp_path / "out"
    kill_when(lambda: (out / "results.jsonl").exists(), course, out)
    assert lines_in(out) == 0
    kill_when(lambda: lines_in(out) >= 3, course, out)
    finished = {record.submission: record for record in read_run(out).records()}
    assert len(finished) >= 3
    # The machine was reset in the middle of a write: half a record, then what lay on the disk before.
    with (out / "results.jsonl").open("ab") as results:
        results.write(next(iter(finished.values())).to_json()[:200].encode() + b"\x00\xff\xfe" * 50)
    ended = subprocess.run(command(course, out), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    after = {record.submission: record for record in read_run(out).finished_records()}
    assert all(after[name] == record for name, record in finished.items()), "a finished submission was graded again"
    whole = open_run(tmp_path / "whole", numbers.name, "cpu", 5)
    undisturbed = list(grade_class(whole, sorted((course / "class").iterdir()), numbers, jobs=2, isolated=ISOLATED))
    assert len(undisturbed) == len(CLASS)
    assert without_time(after.values()) == without_time(undisturbed)
    assert all(json.loads(line) for line in (out / "results.jsonl").read_text().splitlines())
    assert kept_in(out) == kept_in(whole.folder)


def kept_in(folder):
    """Return what is kept of each submission, but for how long it took."""
    kept = {path.name: decode(path.read_bytes(), trusted=True) for path in (folder / "facts").iterdir()}
    return {name: {key: value for key, value in one.items() if key != "seconds"} for name, one in kept.items()}


def descendants():
    return {child.pid for child in psutil.Process().children(recursive=True)}


def kill_workers(known, times, stop):
    """Kill workers from outside, as a kernel short of memory does, each while it runs student code."""
    while times and not stop.is_set():
        for pid in descendants() - known:
            time.sleep(0.1)
            known.add(pid)
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            times -= 1
            break
        time.sleep(0.01)


@pytest.mark.parametrize(("times", "expected"), [(0, 5), (1, 5), (2, 5), (99, 0)])
def test_a_worker_killed_from_outside_costs_no_points(course, numbers, workers, times, expected):
    # The first grading waits for the warm server, so that only workers are killed in the second.
    undisturbed = grade_beside(lambda stop: None, numbers, workers)
    known = descendants()
    record = grade_beside(lambda stop: kill_workers(known, times, stop), numbers, workers)
    assert record.score == expected
    if expected:
        assert without_time([record]) == without_time([undisturbed])
    else:
        assert record.tasks[0].outcome is Outcome.CRASHED


def grade_beside(disturb, numbers, workers):
    submission = submission_from_source("ada", "small_numbers.py", SLOW, numbers)
    session, stop = open_session(workers, numbers, submission), threading.Event()
    beside = threading.Thread(target=disturb, args=(stop,))
    beside.start()
    try:
        return Grading(numbers, submission, session, "cpu", 7).record()
    finally:
        stop.set()
        beside.join()
        session.close()


def test_code_that_ends_its_process_is_tried_three_times_and_no_more(course, numbers, tmp_path):
    log = tmp_path / "log"
    source = f"import os\nwith open({str(log)!r}, 'a') as stream:\n    stream.write('x')\nos._exit(0)\n"
    submission = submission_from_source("ada", "small_numbers.py", source, numbers)
    # Outside the sandbox, so that the code can leave a trace of each try.
    with Workers() as workers:
        session = open_session(workers, numbers, submission)
        record = Grading(numbers, submission, session, "cpu", 7).record()
        session.close()
    assert (record.score, str(record.tasks[0].outcome)) == (0, "crashed")
    assert Path(log).read_text() == "xxx"


def test_records_of_a_failed_grader_are_graded_again(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    folder = course / "class" / "untouched"
    record = next(grade_class(run, [folder], numbers, isolated=ISOLATED))
    broken = replace(record, tasks=tuple(replace(task, outcome=Outcome.GRADER_ERROR) for task in record.tasks))
    run.results.write_text(broken.to_json() + "\n")
    assert next(grade_class(run, [folder], numbers, isolated=ISOLATED)).tasks == record.tasks


def test_what_cannot_be_a_record_is_no_record(tmp_path):
    run = open_run(tmp_path / "out", "00_small_numbers", "cpu", 5)
    run.results.write_bytes(
        b'{"schema": 1}\n{"schema": 1, "tasks": 3}\n[]\n\xff\xfe\x00\n{"schema": 1, "tasks": [{}]}\nnull\n{"sch'
    )
    assert run.records() == []
