"""`autograder doctor`: what it says of machines that it was not written on, played by stand-ins for what it asks."""

import os
import stat
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.student import doctor as examined
from autograder.student.doctor import Health, examine


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A student's machine: an empty folder, data and progress of its own, and programs that the test puts there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEP_VISION_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("AUTOGRADER_PROGRESS", str(tmp_path / "progress.json"))
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def put_program(home, name, text):
    program = home / "bin" / name
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(stat.S_IRWXU)


def found(about, quick=True):
    return next(finding for finding in examine(quick) if finding.about == about)


def test_without_a_gpu_it_says_how_slow_and_where_there_are_some(home):
    put_program(home, "nvidia-smi", "exit 9")
    finding = found("GPU")
    assert finding.health is Health.SLOW
    assert "training can be very slow" in finding.text
    assert "Colab:" in finding.text and "Kaggle:" in finding.text and "T4 GPU" in finding.text


def test_a_gpu_has_a_name_memory_and_a_driver(home):
    put_program(home, "nvidia-smi", 'echo "NVIDIA H100, 81559, 550.54.15"')
    finding = found("GPU")
    assert finding.health is Health.GOOD
    assert finding.text == "NVIDIA H100, 81559 MiB of memory, driver 550.54.15"


def test_a_gpu_that_tensorflow_does_not_see(home, monkeypatch):
    put_program(home, "nvidia-smi", 'echo "NVIDIA H100, 81559, 550.54.15"')
    monkeypatch.setattr(examined, "_ASK_TENSORFLOW", 'print(\'{"seconds": 3.5, "gpus": 0}\')')
    finding = found("GPU", quick=False)
    assert finding.health is Health.SLOW and "TensorFlow does not see it" in finding.text
    assert finding.command == 'pip install "tensorflow[and-cuda]"'
    assert "starts in 3.5 s" in found("TensorFlow", quick=False).text


@pytest.mark.parametrize(
    "program", ["raise SystemExit('Illegal instruction')", "import os; os._exit(132)", "print('hello')"]
)
def test_a_tensorflow_that_does_not_start_hinders(home, monkeypatch, program):
    monkeypatch.setattr(examined, "_ASK_TENSORFLOW", program)
    finding = found("TensorFlow", quick=False)
    assert finding.hinders and finding.text.startswith("does not start: ") and finding.command
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "1 of 8 hinder you." in result.output and "type: pip install --force-reinstall tensorflow" in result.output


def test_a_tensorflow_that_hangs_is_not_waited_for(home, monkeypatch):
    monkeypatch.setattr(examined, "_TENSORFLOW_SECONDS", 0.5)
    monkeypatch.setattr(examined, "_ASK_TENSORFLOW", "import time; time.sleep(60)")
    assert found("TensorFlow", quick=False).text.startswith("did not start within")


def test_a_full_disk_hinders(home, monkeypatch):
    monkeypatch.setattr(examined.shutil, "disk_usage", lambda path: Free(1e8))
    finding = found("disk")
    assert finding.hinders and finding.text.startswith("0.1 GB free") and "DEEP_VISION_DATA" in finding.command


class Free:
    """What is free on a disk."""

    def __init__(self, free):
        self.free = free


def test_a_place_that_cannot_be_written_hinders(home, monkeypatch):
    def refused(dir):
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr(examined.tempfile, "TemporaryFile", refused)
    assert [finding.about for finding in examine(quick=True) if finding.hinders] == ["work", "data folder", "progress"]
    assert all(finding.command for finding in examine(quick=True) if finding.hinders)


def test_another_python_hinders(home, monkeypatch):
    monkeypatch.setattr(examined.sys, "version_info", (3, 13, 1))
    finding = found("Python")
    assert finding.text == "3.13.1; 3.11 or 3.12 is needed." and finding.command.startswith("python3.12 -m venv")


def test_only_instructors_hear_of_the_sandbox(home):
    assert "sandbox" not in [finding.about for finding in examine(quick=True)]
    (home / "solutions").mkdir()
    assert examine(quick=True)[-1].about == "sandbox"


def test_in_a_notebook_it_takes_a_moment_and_no_tensorflow(home):
    program = (
        "import sys; from autograder.student.doctor import doctor; doctor(); sys.exit('tensorflow' in sys.modules)"
    )
    began = os.times().children_user
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0 and "Nothing hinders you." in done.stdout
    # Processor time, so that a busy machine does not matter; it was 0.6 s where this was written.
    assert os.times().children_user - began < 3
