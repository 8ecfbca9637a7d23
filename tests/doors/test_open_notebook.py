"""A notebook on its way: what becomes of odd ones, and what test cells say in a student's open one."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import load_assignment
from autograder.judge import VISIBLE_SEED, Grading
from autograder.renderers.explain import explain_task
from autograder.submission import read_submission
from autograder.worker import Workers, WorkerSession
from tests.support.small_course import WRONG_MEAN, Course, Notebook, filled
from tests.support.small_kit import MODULE, NAME, run_nbgrader, solved

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
import nbformat
from nbclient import NotebookClient
from nbgrader.nbgraderformat import MetadataValidator

from autograder.doors.nbgrader.rebuild import rebuild


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course whose assignment was released."""
    course = Course(tmp_path_factory.mktemp("open"))
    course.nbgrader("generate_assignment", NAME)
    return course


def oddities(notebook: Notebook) -> dict[str, Any]:
    """Return contents of a submitted notebook that nbgrader, nbformat or nbconvert cannot digest."""
    cells = notebook["cells"]
    deep: Any = "x"
    for _ in range(50):
        deep = [deep]
    return {
        "a list": [1, 2],
        "a number": 3,
        "no cells": {"nbformat": 4},
        "cells are text": {"cells": "none"},
        "cells are odd": {
            "cells": [None, 3, "x", {}, {"cell_type": 5}, {"cell_type": "code"}, {"cell_type": "code", "source": 7}]
        },
        "an unknown kind of cell": {"cells": [{"cell_type": "heading", "source": "x", "metadata": {}}, *cells]},
        "half a character": {"cells": [{"cell_type": "code", "source": "a = '\ud800'", "metadata": {}}]},
        "a zero byte": {"cells": [{"cell_type": "code", "source": "a = '\0'", "metadata": {}}]},
        "odd metadata": {
            "cells": [
                {"cell_type": "code", "source": "a = 1", "metadata": odd}
                for odd in (None, 1, [], deep, {"nbgrader": []}, {"nbgrader": {"grade_id": {}}})
            ]
        },
        "every cell twice": {"cells": cells + cells},
        "old format": {"nbformat": 3, "worksheets": [{"cells": []}]},
        "too new": {"nbformat": 9, "nbformat_minor": 9, "cells": cells},
        "odd attachments": {"cells": [{"cell_type": "markdown", "source": "x", "attachments": 5, "metadata": {}}]},
        "odd outputs": {"cells": [{**cells[1], "outputs": [{"output_type": "bomb"}]}]},
        "old marks": {"cells": [{**cell, "metadata": {"nbgrader": {"schema_version": 0}}} for cell in cells]},
    }


ODD = list(oddities({"cells": [{}, {}]}))


@pytest.mark.parametrize("kind", ODD)
def test_any_notebook_becomes_a_sound_one(course: Course, tmp_path: Path, kind: str) -> None:
    path = course.folder / "release" / NAME / f"{MODULE}.ipynb"
    frame = nbformat.read(path, as_version=4)
    (tmp_path / "a.ipynb").write_text(json.dumps(oddities(json.loads(path.read_text()))[kind]))
    rebuilt = rebuild(frame, tmp_path / "a.ipynb")
    nbformat.validate(rebuilt)
    MetadataValidator().validate_nb(rebuilt)
    nbformat.writes(rebuilt).encode()
    tests = [cell.id for cell in rebuilt.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert tests == ["check-add", "check-mean"]


def test_own_cells_stay_in_order(course: Course, tmp_path: Path) -> None:
    path = course.folder / "release" / NAME / f"{MODULE}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"].insert(
        1,
        {
            "cell_type": "code",
            "id": "mine",
            "metadata": {},
            "outputs": [],
            "execution_count": 3,
            "source": ["mine = 1\n", "mine"],
        },
    )
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    rebuilt = rebuild(nbformat.read(path, as_version=4), tmp_path / "a.ipynb")
    assert [cell.source for cell in rebuilt.cells] == ["".join(cell["source"]) for cell in notebook["cells"]]


# The open notebook


def executed(course: Course, folder: Path, script: str, *extra: str) -> list[str]:
    """Execute a student's notebook in a kernel in its folder; return what each test cell shows."""
    shutil.copytree(course.folder / "release" / NAME, folder)
    notebook = nbformat.reads(
        json.dumps(filled(json.loads((folder / f"{MODULE}.ipynb").read_text()), script)), as_version=4
    )
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in extra]
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    shown = [cell.outputs for cell in notebook.cells if "check(" in cell.source]
    return ["".join(_text_of(output) for output in outputs) for outputs in shown]


def _text_of(output: Any) -> str:
    """Return what an output says without HTML."""
    return output["data"]["text/plain"] if output.output_type == "display_data" else output.get("text", str(output))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning")
def test_open_notebook_says_the_same_as_the_visible_checks(course: Course, tmp_path: Path) -> None:
    add, mean, unknown, elsewhere = executed(
        course, tmp_path / NAME, WRONG_MEAN, 'check("median")', 'import os\nos.chdir("/")\ncheck("add")'
    )
    visible = load_assignment(course.kit / "assignments" / NAME)
    (tmp_path / "same").mkdir()
    (tmp_path / "same" / f"{MODULE}.py").write_text(WRONG_MEAN)
    submission = read_submission(tmp_path / "same", visible)
    with Workers() as workers:
        session = WorkerSession(workers, visible, submission)
        record = Grading(visible, submission, session, "cpu", VISIBLE_SEED).record()
        session.close()
    assert add == explain_task(record.tasks[0]) + "\nHidden checks of the same sort follow when your work is graded."
    assert mean == explain_task(record.tasks[1])
    assert "A task of this assignment is one of add, mean. Received 'median'." in unknown
    assert "/ holds no checks/assignment.toml. Open the notebook in the folder that was handed out" in elsewhere


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning")
def test_open_notebook_knows_what_is_untouched_and_where_it_broke(course: Course, tmp_path: Path) -> None:
    later = 'def add(left, right):\n    return left + "one"\n'
    add, mean, again = executed(
        course,
        tmp_path / NAME,
        solved("add", "mean"),
        f'{later}\nfrom autograder.doors.notebook import check\ncheck("add")',
    )
    assert add.startswith("Add: unattempted") and mean.startswith("Mean: unattempted")
    assert again.startswith("Add: crashed") and 'return left + "one"' in again
    assert "autograder/" not in again and "Traceback" not in again


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (solved(), ["Success! Your notebook passes all the tests."]),
        (WRONG_MEAN, ["VALIDATION FAILED ON 1 CELL(S)!", "help:     Divide by how many there are."]),
    ],
)
def test_nbgraders_validate_agrees(course: Course, tmp_path: Path, script: str, says: list[str]) -> None:
    folder = Path(shutil.copytree(course.folder / "release" / NAME, tmp_path / NAME))
    path = folder / f"{MODULE}.ipynb"
    path.write_text(json.dumps(filled(json.loads(path.read_text()), script)))
    finished = run_nbgrader(course.kit, "validate", str(path), folder=folder)
    assert finished.returncode == 0 and all(line in finished.stdout for line in says), finished.stdout + finished.stderr
