"""GPUs: who trains on them, how many at once, with how much memory. `nvidia-smi` is a stand-in; what was tried on a real GPU is in SECURITY.md."""

import threading
import time

import pytest

from autograder.assignment import load_assignment
from autograder.errors import AutograderError
from autograder.judge import Grading
from autograder.submission import submission_from_source
from autograder.worker import Graphics, Place, Workers, WorkerSession
from tests.conftest import ISOLATED, needs_sandbox
from tests.support.small_assignment import PROBE, TOML, VISIBLE, write_small_assignment

SEES = "import os\n\ndef double(number):\n    return os.environ.get('CUDA_VISIBLE_DEVICES', 'all')\n\n\ndef double_all(numbers):\n    return double(0)\n"


@pytest.fixture
def two_gpus(tmp_path, monkeypatch):
    """A machine whose `nvidia-smi` tells of two GPUs of 80 GB, or of those that it is asked for."""
    program = tmp_path / "bin" / "nvidia-smi"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$*" in *"-i 1"*) echo "1, 81559";; *) echo "0, 81559"; echo "1, 81559";; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)


def test_alone_on_a_gpu_a_submission_may_take_all_of_its_memory(two_gpus):
    assert Graphics().places == [Place("0"), Place("1")]


def test_those_who_share_a_gpu_get_equal_parts_beside_what_each_process_costs(two_gpus):
    assert Graphics(share=4).places == [Place("0", 17389)] * 4 + [Place("1", 17389)] * 4


def test_only_gpus_that_this_process_may_use_are_used(two_gpus, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert Graphics(share=2).places == [Place("1", 37779)] * 2


def test_a_share_that_leaves_too_little_memory_is_refused(two_gpus):
    with pytest.raises(AutograderError, match="at least 1000 MB of its memory. Received --gpu-share 80 for 81559 MB"):
        Graphics(share=80)


def test_without_nvidia_smi_there_is_one_place_and_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (Graphics(share=4).places, Graphics(share=4).found) == ([Place()], False)


def test_a_place_is_one_submissions_until_it_is_given_back(two_gpus, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    graphics, order = Graphics(), []

    def second():
        with graphics.place():
            order.append("second")

    with graphics.place():
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


@pytest.fixture
def training_numbers(tmp_path):
    """An assignment whose second task trains; both report which GPUs their student's code may see."""
    toml = TOML.replace('needs = ["double"]', "training = true")
    probe = PROBE.replace("[student.double(number) for number in given", "student.double(0)  # [given")
    visible = VISIBLE.replace('equals=given.withheld["doubled"]', 'equals="?"')
    folder = write_small_assignment(tmp_path / "course", toml=toml, probe=probe, visible=visible)
    return load_assignment(folder, tmp_path / "course" / "solutions")


def seen(assignment, graphics, source=SEES):
    """Return what the first check of each task received."""
    with Workers(isolated=ISOLATED, graphics=graphics) as workers:
        submission = submission_from_source("ada", "small_numbers.py", source, assignment)
        session = WorkerSession(workers, assignment, submission)
        try:
            record = Grading(assignment, submission, session, "cpu", 1).record()
        finally:
            session.close()
    return [task.checks[0].received for task in record.tasks]


def test_only_what_trains_sees_a_gpu(two_gpus, training_numbers):
    """Structure is judged by numbers that a processor makes, the same on every machine."""
    assert seen(training_numbers, Graphics(share=2)) == ["'-1'", "'0'"]


def test_on_the_cpu_profile_nothing_sees_a_gpu(two_gpus, training_numbers):
    assert seen(training_numbers, None) == ["'-1'", "'-1'"]


LOOKS = """
import os

def double(number):
    return 0

def double_all(numbers):
    open("/proc/self/comm", "w").write("cuda-thread")
    found = []
    for folder, folders, files in os.walk("/proc"):
        if folder == "/proc":
            folders[:] = [name for name in folders if not name.isdigit() and not os.path.islink("/proc/" + name)]
        for name in files:
            try:
                os.close(os.open(os.path.join(folder, name), os.O_WRONLY))
                found.append(os.path.join(folder, name))
            except OSError:
                pass
    return " ".join(found) or "nothing but its own"
"""


@needs_sandbox
def test_where_cuda_may_name_its_threads_nothing_else_below_proc_can_be_written(two_gpus, training_numbers):
    assert seen(training_numbers, Graphics(), LOOKS)[1] == "'nothing but its own'"


@needs_sandbox
def test_where_there_is_no_gpu_nothing_below_proc_can_be_written(two_gpus, training_numbers):
    assert "Read-only file system" in seen(training_numbers, None, LOOKS)[1]
