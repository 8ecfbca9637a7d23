"""Generated notebooks as students have them: run top to bottom with the reference in them, and looked at in JupyterLab."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment, CourseSettings, find_assignment, read_course_settings
from autograder.doors.nbgrader.releasing import release
from autograder.errors import AssignmentError
from autograder.submission import read_submission
from tests.support.jupyter import jupyter_server
from tests.support.reports import CONTRASTS, browser_page, needs_chromium
from tests.support.small_course import WRONG_MEAN, filled
from tests.support.small_kit import MODULE, NAME, make_kit, solved

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
import nbformat
from nbclient import NotebookClient

from autograder.doors.nbgrader.source import source_notebook
from tests.support import ROOT

COURSE = """
notebooks = "https://github.com/some-one/some.course/blob/main/assignments"
kits = "https://example.org/kits"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The small assignment, released."""
    kit = make_kit(tmp_path_factory.mktemp("notebooks"))
    release(find_assignment(NAME, kit, with_solutions=True), kit / "course")
    return find_assignment(NAME, kit, with_solutions=True)


# How a notebook begins


def test_without_a_known_address_there_is_no_badge(small: Assignment) -> None:
    first, set_up, *_ = source_notebook(small).cells
    assert first.cell_type == "markdown" and "badge" not in first.source
    assert set_up.id == "set-up" and 'raise FileNotFoundError(f"Upload {kit}' in set_up.source


def test_a_course_that_says_where_its_notebooks_lie_gets_badges(small: Assignment, tmp_path: Path) -> None:
    kit = make_kit(tmp_path)
    (kit / "assignments" / "course.toml").write_text(COURSE)
    badges, _, set_up, *_ = source_notebook(find_assignment(NAME, kit, with_solutions=True)).cells
    place = f"github.com/some-one/some.course/blob/main/assignments/{NAME}/{MODULE}.ipynb"
    targets = re.findall(r"\]\((https://[^)]+)\)\)?", badges.source.replace(".svg)]", ".svg]"))
    assert f"https://colab.research.google.com/github/{place.removeprefix('github.com/')}" in badges.source
    assert f"https://kaggle.com/kernels/welcome?src=https://{place}" in badges.source
    assert len(targets) == 2
    assert f'urlretrieve("https://example.org/kits/{NAME}.zip", kit)' in set_up.source
    compile(set_up.source, "set-up", "exec")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("notebook = 1", "There is no setting `notebook` in this file. Known: notebooks, kits."),
        ('notebooks = "https://gitlab.com/a/b"', "`notebooks` is an address such as https://github.com/OWNER"),
        ("kits = 3", "`kits` is an address such as https://HOST/FOLDER, without `?` and `#`. Received 3."),
        ('kits = "https://a\\"b"', "`kits` is an address"),
        ("notebooks", "The file is not valid TOML"),
    ],
)
def test_settings_that_would_not_work_are_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(AssignmentError) as error:
        read_course_settings(tmp_path)
    assert says in str(error.value)


def test_no_file_is_no_setting(tmp_path: Path) -> None:
    assert read_course_settings(tmp_path) == CourseSettings()


def test_the_first_cell_is_no_students_code(small: Assignment, tmp_path: Path) -> None:
    folder = tmp_path / "ada"
    folder.mkdir()
    shutil.copyfile(small.folder / f"{MODULE}.ipynb", folder / f"{MODULE}.ipynb")
    submission = read_submission(folder, small)
    assert "doctor" not in submission.source and submission.untouched == {"add", "mean"}
    assert "doctor" not in (small.folder / f"{MODULE}.py").read_text()


def test_the_first_cell_installs_a_kit_where_nothing_is(small: Assignment, tmp_path: Path, monkeypatch: Any) -> None:
    """On Colab there is but the notebook: the zip is unpacked, the wheel installed, and the folder entered."""
    import subprocess
    import sys
    import types

    source = tmp_path / "zip"
    (source / NAME / "checks").mkdir(parents=True)
    (source / NAME / "checks" / "assignment.toml").write_text("")
    (source / "deep_vision_exercises-0-py3-none-any.whl").write_text("")
    shutil.make_archive(str(tmp_path / "host" / NAME), "zip", source)
    asked: list[list[str]] = []
    monkeypatch.chdir(tmp_path / "host")
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    monkeypatch.setattr(subprocess, "run", lambda command, check: asked.append(command))
    cell = next(cell for cell in source_notebook(small).cells if cell.id == "set-up")
    exec(compile(cell.source, "set-up", "exec"), {})
    assert [command[1:] for command in asked] == [
        ["-m", "pip", "install", "--quiet", "deep_vision_exercises-0-py3-none-any.whl"]
    ]
    assert Path.cwd() == tmp_path / "host" / NAME


# Executed


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning")
def test_a_notebook_with_the_reference_runs_top_to_bottom(resnet: Assignment, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(resnet.folder, tmp_path / resnet.name))
    path, reference = folder / "resnet.ipynb", ROOT / "solutions" / resnet.name / "resnet.py"
    notebook = nbformat.reads(json.dumps(filled(json.loads(path.read_text()), reference.read_text())), as_version=4)
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(folder)}}).execute()
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.id.startswith("check-")}
    assert list(shown) == [f"check-{task.name}" for task in resnet.tasks]
    for outputs in shown.values():
        (table,) = [output.data["text/html"] for output in outputs if output.output_type == "display_data"]
        assert "passed</span>" in table and "failed</span>" not in table and "Traceback" not in table
    assert '<ol class="network">' in str(shown["check-build_resnet"])
    assert "data:image/png;base64," in str(shown["check-train"]) and "<polyline" in str(shown["check-train"])


# In JupyterLab

LISTENS = """() => {
    const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""


@needs_chromium
def test_verdicts_stand_in_jupyterlab(small: Assignment, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small.folder, tmp_path / NAME))
    notebook = json.loads((folder / f"{MODULE}.ipynb").read_text())
    (folder / "right_and_wrong.ipynb").write_text(json.dumps(filled(notebook, WRONG_MEAN)))
    (folder / "untouched.ipynb").write_text(json.dumps(filled(notebook, solved("add", "mean"))))
    command = ("lab", "--expose-app-in-browser")
    with jupyter_server(folder, tmp_path / "home", *command) as (server, token), browser_page() as (page, _):
        shown = [
            verdicts(page, f"{server}/lab/workspaces/{name}/tree/{name}.ipynb?token={token}")
            for name in ("right_and_wrong", "untouched")
        ]
        assert [[text.splitlines()[0] for text in texts] for texts in shown] == [
            ["Add ✓ passed 2 of 2 points", "Mean ✗ failed 0 of 1.5 points"],
            ["Add ○ unattempted 0 of 2 points", "Mean ○ unattempted 0 of 1.5 points"],
        ]
        assert "Divide by how many there are." in shown[0][1] and "Traceback" not in str(shown)
        inside = ".autograder-check"
        contrasts = page.evaluate(CONTRASTS.replace('"body *"', f'"{inside} *"'))
        assert contrasts and min(contrasts)[0] >= 4.5


def verdicts(page: Any, address: str) -> list[str]:
    """Open a notebook, run all its cells, and return what each test cell shows."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=300_000)
    # The page calls a kernel idle before there is one, and running a cell then asks which to start.
    page.wait_for_function(LISTENS, timeout=300_000)
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(".autograder-check >> nth=1", timeout=300_000)
    texts = page.locator(".autograder-check").all()
    return [
        re.sub(
            r"[ \t]+", " ", one.locator(".verdict").inner_text().replace("\n", " ") + "\n" + one.inner_text()
        ).strip()
        for one in texts
    ]
