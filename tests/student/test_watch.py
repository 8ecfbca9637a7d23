"""`autograder watch` with real files and a real terminal: what a save grades anew, what keys do, and what it survives."""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment
from autograder.judge import Outcome, TaskResult
from autograder.student.workspace import Workspace
from autograder.submission import submission_from_source
from autograder.worker import Workers
from tests.support.small_assignment import PROBE, RIGHT, STUB, TOML, VISIBLE, write_small_assignment
from tests.support.terminal import Terminal

if sys.platform == "win32":
    pytest.skip("keys are read from a Unix terminal", allow_module_level=True)

WRONG = RIGHT.replace("number + number", "number + 1")
# A third task, which stands for one that trains a network.
TRAINING_TOML = (
    TOML
    + """
[[tasks]]
name = "train"
title = "Train it"
points = 1
seconds = 20
needs = ["double"]
training = true
"""
)
TRAINING_PROBE = """

def trained(student, given):
    return student.train()
"""
TRAINING_CHECK = '''

@task("train", points=1)
def test_trains(trained):
    """The network is trained."""
    expect(trained, equals="trained", help="Return it.")
'''
PASSED = "4 of 4 points"


class Desk:
    """A student's folder with `autograder watch` at work on it."""

    def __init__(self, folder: Path, terminal: Terminal) -> None:
        self.folder, self.terminal = folder, terminal
        self.file = folder / "small_numbers.py"

    def save(self, source: str) -> None:
        """Save as most editors do: write a new file and move it into place."""
        beside = self.folder / ".small_numbers.py.swp"
        beside.write_text(source)
        os.replace(beside, self.file)

    def wait_for(self, *texts: str, **options: object) -> str:
        return self.terminal.wait_for(*texts, **options)  # type: ignore[arg-type]


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    fixed = {"TERM": "xterm-256color", "AUTOGRADER_PROGRESS": str(tmp_path / "progress.json"), "COLUMNS": ""}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "AUTOGRADER_FACTS", "LINES")}
    return {name: value for name, value in (kept | fixed | more).items() if value}


@contextlib.contextmanager
def watching(tmp_path: Path, source: str, **more: str) -> Iterator[Desk]:
    """Yield a desk whose file holds `source`."""
    files = {"toml": TRAINING_TOML} if more.pop("training", "") else {}
    if files:
        files |= {"probe": PROBE + TRAINING_PROBE, "visible": VISIBLE + TRAINING_CHECK}
    folder = write_small_assignment(tmp_path / "course", **files)
    (folder / "small_numbers.py").write_text(source)
    command = [sys.executable, "-m", "autograder.cli", "watch"]
    with Terminal(command, folder, environment(tmp_path, **more)) as terminal:
        yield Desk(folder, terminal)


def test_a_day_at_the_desk(tmp_path: Path) -> None:
    """One terminal through a whole day: it takes seconds to start one, so that one sees many things."""
    with watching(tmp_path, STUB) as desk:
        terminal = desk.terminal
        desk.wait_for("> ", "unattempted", "0 of 4 points", "begin with 'Double a number'", "h hint")
        desk.save(WRONG)
        shown = desk.wait_for("failed", "blocked", "expected: (6, 4, 4)", "help:     Two times the number.")
        assert "Waits for 'Double a number'" in shown
        terminal.press("h")
        desk.wait_for("Hint 1: Look at the docstring.")
        terminal.press("h")
        desk.wait_for("Hint 1:", "Hint 2: Add a number to itself.")
        terminal.press("l")
        desk.wait_for("- A number comes back doubled.")
        terminal.press("l")
        terminal.press("n")
        desk.wait_for("Double a list: Waits for", without="Hint 1")
        desk.save(RIGHT)
        desk.wait_for(PASSED, "All visible checks of these tasks pass.")
        assert json.loads((tmp_path / "progress.json").read_text())["assignments"]["00_small_numbers"]["hints"]
        terminal.press("\x1b[A\x1b")
        syntax_error(desk)
        deletion(desk)
        half_written(desk)
        notebook(desk)
        endless_loop(desk)
        many_saves(desk)
        terminal.resize(40, 60)
        desk.wait_for(PASSED)
        narrow(desk)
        terminal.press("q")
        assert terminal.process.wait(20) == 0
        assert terminal.settings() == terminal.settings_at_first


def syntax_error(desk: Desk) -> None:
    desk.save("def double(number:\n    return 2\n")
    desk.wait_for("crashed", "small_numbers.py cannot be imported at line 1: SyntaxError")
    desk.save(RIGHT)
    desk.wait_for(PASSED)


def deletion(desk: Desk) -> None:
    desk.file.unlink()
    desk.wait_for("A submission holds small_numbers.py or small_numbers.ipynb.")
    desk.file.write_text(WRONG)
    desk.wait_for("failed", "0 of 4 points", without="A submission holds")


def half_written(desk: Desk) -> None:
    """An editor that writes in place, and slowly."""
    with desk.file.open("w") as stream:
        for piece in RIGHT.partition("return"):
            stream.write(piece)
            stream.flush()
            time.sleep(0.05)
    desk.wait_for(PASSED)


def notebook(desk: Desk) -> None:
    """Jupyter's save: the other file, with outputs that do not matter."""
    desk.save(STUB)
    desk.wait_for("unattempted")
    path = desk.folder / "small_numbers.ipynb"
    for source, expected in ((WRONG, "expected: (6, 4, 4)"), (RIGHT, PASSED)):
        cell = {"cell_type": "code", "id": "double", "metadata": {}, "source": source.splitlines(keepends=True)}
        path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        desk.wait_for(expected, without="unattempted")
    path.write_text("{")
    desk.wait_for("A notebook is a JSON file with a list of cells.")
    path.unlink()
    desk.save(RIGHT)
    desk.wait_for(PASSED)


def endless_loop(desk: Desk) -> None:
    desk.save(RIGHT.replace("return number + number", "while True:\n        pass"))
    desk.wait_for("grading")
    # A newer save ends it at once; the limit is 4 s.
    began = time.monotonic()
    desk.save(WRONG)
    desk.wait_for("expected: (6, 4, 4)", "failed", without="grading")
    assert time.monotonic() - began < 3.5
    desk.save(RIGHT.replace("return number + number", "while True:\n        pass"))
    desk.wait_for("Your code took longer than 4 s and was stopped.", seconds=30)


def many_saves(desk: Desk) -> None:
    """Twenty saves in a second; the last one counts."""
    for number in range(20):
        desk.save(f"# {number}\n" + (WRONG if number % 2 else RIGHT).replace("+ 1", f"+ {number}"))
        time.sleep(0.05)
    desk.save(RIGHT)
    desk.wait_for(PASSED, without="grading")
    time.sleep(0.5)
    desk.wait_for(PASSED, without="grading")


def narrow(desk: Desk) -> None:
    desk.save(WRONG)
    desk.wait_for("help:     Two times the number.")
    desk.terminal.resize(40, 34)
    desk.wait_for("help:     Two times the\n              number.")
    desk.terminal.resize(40, 110)
    desk.wait_for("help:     Two times the number.")


def test_training_waits_for_its_key(tmp_path: Path) -> None:
    source = RIGHT + "\n\ndef train():\n    return 'trained'\n"
    with watching(tmp_path, source, training="yes") as desk:
        desk.wait_for("4 of 5 points", "not run yet", "trains a network: key t")
        desk.terminal.press("t")
        desk.wait_for("5 of 5 points")
        desk.save(source.replace("'trained'", "'tired'"))
        desk.wait_for("passed, changed since")
        desk.terminal.press("t")
        desk.wait_for("4 of 5 points", "received: 'tired'")
        desk.terminal.press("\x03")
        assert desk.terminal.process.wait(20) == 0


def test_a_lost_connection_ends_everything(tmp_path: Path) -> None:
    with watching(tmp_path, RIGHT) as desk:
        desk.wait_for(PASSED)
        children = descendants(desk.terminal.process.pid)
        assert children
        desk.terminal.hang_up()
        desk.terminal.process.wait(20)
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in children):
            assert time.monotonic() < deadline, "processes are left"
            time.sleep(0.1)


def test_a_change_to_one_unit_leaves_the_other_alone(resnet: Assignment, tmp_path: Path) -> None:
    """With TensorFlow, the real thing: verdicts equal those of the other doors, and only what was touched is graded."""
    folder = Path(shutil.copytree(resnet.folder, tmp_path / resnet.name, ignore=shutil.ignore_patterns("*.ipynb")))
    finished = queue.SimpleQueue[str]()
    with Workers() as workers, Workspace(load_assignment(folder), workers, finished.put).at_work() as desk:

        def graded(source: str) -> dict[str, TaskResult]:
            desk.takes(submission_from_source("x", "resnet.py", source, desk.assignment))
            assert desk.grade(time.monotonic())
            while finished.get(timeout=200) != "finished":
                pass
            assert not desk.trouble
            return desk.results()

        right = graded(resnet.reference_source())
        assert [result.outcome for result in right.values()] == [Outcome.PASSED] * 3
        expansion = "self.expand = normalized_convolution(4 * self.filters, 1)"
        assert expansion in resnet.reference_source()
        wrong = graded(resnet.reference_source().replace(expansion, expansion.replace("4 *", "2 *")))
        assert wrong["residual_unit"] is right["residual_unit"]
        assert (wrong["bottleneck_unit"].outcome, wrong["build_resnet"].outcome) == (Outcome.CRASHED, Outcome.BLOCKED)


def descendants(pid: int) -> list[int]:
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found


def test_without_a_terminal_there_are_plain_lines(tmp_path: Path) -> None:
    folder = write_small_assignment(tmp_path / "course")
    command = [sys.executable, "-m", "autograder.cli", "watch", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert next(lines).startswith("unattempted  Double a number  0/2")
        (folder / "small_numbers.py").write_text(WRONG)
        said = [line for line in (next(lines) for _ in range(7)) if not line.startswith("unattempted")]
        assert said[0].startswith("failed       Double a number  0/2")
        assert "expected: (6, 4, 4)" in "".join(said)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(20) == 0
    assert "\x1b" not in "".join(said) + rest


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_without_colours(tmp_path: Path, variable: str, value: str) -> None:
    with watching(tmp_path, WRONG, **{variable: value}) as desk:
        desk.wait_for("failed", "expected: (6, 4, 4)")
        assert "\x1b[3" not in desk.terminal.written
