"""The student's commands: hints that go on, progress that lasts, work that is never lost."""

import json
import multiprocessing
import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.cli import app
from autograder.errors import AutograderError
from autograder.judge import Outcome, TaskResult
from autograder.student import progress
from autograder.student.parts import find_part, put_back
from autograder.submission import untouched_tasks
from tests.conftest import LOADED
from tests.support import ROOT
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment

WORK = STUB.replace('    # YOUR CODE HERE\n    raise NotImplementedError("not yet")\n', "    return 2 * number\n", 1)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder of the small assignment, where the commands are given."""
    made = write_small_assignment(tmp_path / "course")
    shutil.rmtree(tmp_path / "course" / "solutions")
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "home" / "progress.json"))
    monkeypatch.chdir(made)
    return made


def run(*arguments, code=0):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def test_hints_go_on_by_themselves(folder):
    assert run("hint", "double") == "Hint 1 of 3: Look at the docstring. More: autograder hint double"
    assert "Hint 2 of 3: Add a number to itself." in run("hint", "double")
    assert "Hint 1 of 3" in run("hint", "double_all")
    assert run("hint", "double") == "Hint 3 of 3: Two times the number."
    assert run("hint", "double") == "Hint 3 of 3: Two times the number."
    assert "Hint 1 of 3" in run("hint", "double", "--tier", "1")


def test_an_unknown_task_is_told_what_there_is(folder):
    with pytest.raises(AutograderError, match="There is no task 'dubble'. The tasks here are double, double_all."):
        CliRunner().invoke(app, ["hint", "dubble"], catch_exceptions=False)


def test_commands_find_the_only_assignment_below(folder, monkeypatch):
    monkeypatch.chdir(folder.parents[1])
    assert "double_all Double a list 2 not run yet double" in run("list")
    monkeypatch.chdir(folder.parents[2])
    with pytest.raises(AutograderError, match="Change to where you unpacked it."):
        CliRunner().invoke(app, ["watch"], catch_exceptions=False)


def result(task, score, most=2.0, outcome=Outcome.FAILED):
    return TaskResult(task, task.title(), outcome, score, most, ())


def remember(folder, *results, said=None):
    complaints = [] if said is None else said
    progress.remember(load_assignment(folder), {item.task: item for item in results}, complaints.append)
    if said is None:
        assert complaints == []


def test_progress_keeps_the_best(folder):
    assert "Nothing was checked yet. Begin with: autograder watch" in run("progress")
    remember(folder, result("double", 2.0, outcome=Outcome.PASSED), result("double_all", 0.0))
    remember(folder, result("double", 0.0))
    shown = run("progress")
    assert "00_small_numbers ++++++++++++............ 0/4 2 0 of 2" in shown
    assert "double Double a number 3 failed" in run("list")


def test_a_fault_of_the_grader_is_nobodys_progress(folder):
    remember(folder, result("double", 0.0, outcome=Outcome.GRADER_ERROR))
    assert progress.read_progress() == {}


def test_progress_survives_a_new_copy_of_the_assignment(folder):
    remember(folder, result("double", 2.0))
    shutil.rmtree(folder)
    assert "2/2" in run("progress")


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", '{"schema": 1}', '{"schema": 1, "assignments": {"a": {}}}', '{"schema": 1, "assignments": [1]}']
    + ['{"schema": 1, "assignments": {"a": {"hints": {"b": "x"}, "tasks": {}}}}', "\x80", "[" * 100_000],
)
def test_a_damaged_progress_file_is_put_aside(folder, damaged):
    path = progress.progress_file()
    path.parent.mkdir()
    path.write_bytes(damaged.encode("latin-1"))
    with pytest.raises(AutograderError, match="holds no readable progress. Remove or mend it."):
        CliRunner().invoke(app, ["progress"], catch_exceptions=False)
    said = []
    remember(folder, result("double", 2.0), said=said)
    assert "was put aside as progress.json.damaged-" in said[0]
    aside = next(path.parent.glob("*.damaged-*"))
    assert aside.read_bytes() == damaged.encode("latin-1")
    assert "2/2" in run("progress")


def test_progress_of_a_newer_kit_stays_as_it_is(folder):
    path = progress.progress_file()
    path.parent.mkdir()
    path.write_text('{"schema": 2, "assignments": 5}')
    said = []
    remember(folder, result("double", 2.0), said=said)
    assert "This kit reads progress of schema 1." in said[0] and "has 2: update the kit" in said[0]
    assert path.read_text() == '{"schema": 2, "assignments": 5}'
    assert "Hint 1 of 3" in run("hint", "double")


def test_progress_that_cannot_be_written_hinders_nothing(folder, monkeypatch, tmp_path):
    # A file where a folder should be: root may write anywhere else.
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "file" / "progress.json"))
    assert "Hint 1 of 3" in run("hint", "double")
    said = []
    remember(folder, result("double", 2.0), said=said)
    assert said[0].startswith("Your progress cannot be kept:") and "export AUTOGRADER_PROGRESS=" in said[0]


def remember_in_turn(folder, task, times):
    for number in range(times):
        remember(folder, result(task, float(number)))


def test_two_processes_lose_nothing(folder):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=remember_in_turn, args=(folder, task, 30)) for task in ("double", "double_all")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    tasks = progress.read_progress()[folder.name]["tasks"]
    assert tasks["double"]["best"] == tasks["double_all"]["best"] == 29


def test_reset_puts_the_stub_back_and_keeps_the_work(folder):
    file = folder / "small_numbers.py"
    file.write_text(WORK.replace("def double_all", "# mine\ndef double_all"))
    file.chmod(0o640)
    said = run("reset", "double")
    kept = list((folder / ".autograder" / "earlier").iterdir())
    assert len(kept) == 1 and str(kept[0]) in said
    assert kept[0].read_text() == WORK.replace("def double_all", "# mine\ndef double_all")
    assert file.read_text() == STUB.replace("def double_all", "# mine\ndef double_all")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert run("reset", "double") == "'double' is as it was handed out; nothing was changed."
    assert len(list((folder / ".autograder" / "earlier").iterdir())) == 1


@pytest.mark.parametrize("broken", ["    return (2 *\n", "    x = 'unclosed\n", "\x0c  return 1\n", "  \n\n"])
def test_reset_works_on_what_is_no_python(folder, broken):
    file = folder / "small_numbers.py"
    file.write_text(WORK.replace("    return 2 * number\n", broken))
    run("reset", "double")
    assert file.read_text() == STUB


def test_reset_twice_in_one_second_keeps_both(folder):
    file = folder / "small_numbers.py"
    for work in (WORK, WORK.replace("2 * number", "3 * number"), WORK.replace("2 *", "4 *")):
        file.write_text(work)
        run("reset", "double")
    assert len(list((folder / ".autograder" / "earlier").iterdir())) == 3


def test_lines_end_as_they_did(folder):
    file = folder / "small_numbers.py"
    file.write_bytes(WORK.replace("\n", "\r\n").encode())
    run("reset", "double")
    assert file.read_bytes() == STUB.replace("\n", "\r\n").encode()


def test_a_cell_that_is_gone_is_told_where_to_find(folder):
    (folder / "small_numbers.py").write_text(RIGHT)
    with pytest.raises(AutograderError, match="the cell titled `# %% double`. small_numbers.py has none"):
        CliRunner().invoke(app, ["reset", "double"], catch_exceptions=False)
    assert (folder / "small_numbers.py").read_text() == RIGHT


def test_a_copy_that_cannot_be_made_costs_nothing(folder):
    (folder / "small_numbers.py").write_text(WORK)
    (folder / ".autograder").write_text("a file where the copies' folder should be")
    with pytest.raises(AutograderError, match="small_numbers.py is as it was"):
        CliRunner().invoke(app, ["reset", "double"], catch_exceptions=False)
    assert (folder / "small_numbers.py").read_text() == WORK


def test_diff_shows_what_was_changed(folder):
    assert run("diff", "double") == "'double' is as it was handed out."
    (folder / "small_numbers.py").write_text(WORK)
    shown = run("diff", "double")
    assert '- raise NotImplementedError("not yet") + return 2 * number' in shown
    assert run("diff", "double_all") == "'double_all' is as it was handed out."


@pytest.mark.parametrize(
    "name", [name for name, loaded in LOADED.items() if (loaded.folder / f"{loaded.module}.ipynb").exists()]
)
def test_reset_in_the_kits_notebooks(tmp_path, name):
    """Solve each task in the notebook as it is handed out, and put it back: the notebook is as before, byte for byte."""
    original = ROOT / "assignments" / name
    copied = Path(shutil.copytree(original, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")))
    assignment = load_assignment(copied)
    path = copied / f"{assignment.module}.ipynb"
    (copied / f"{assignment.module}.py").unlink()
    handed_out = path.read_bytes()
    for task in assignment.tasks:
        part = find_part(assignment, task.name)
        assert part.difference() == [], "the notebook's cell differs from handed_out.py"
        notebook = json.loads(handed_out)
        cell = next(cell for cell in notebook["cells"] if cell.get("id") == task.name)
        cell["source"], cell["outputs"] = ["answer = 42\n", "answer"], [{"output_type": "stream", "text": "42"}]
        path.write_text(json.dumps(notebook))
        part = find_part(assignment, task.name)
        assert "+answer = 42" in part.difference()
        copy = put_back(part)
        assert json.loads(copy.read_text()) == notebook
        assert path.read_bytes() == handed_out
        assert task.name in untouched_tasks(part.stub, assignment)
