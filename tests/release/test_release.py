"""Releasing: stubs come from the reference, again and again the same, and nothing leaks."""

import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.assignment import ANSWERS, CHECKS, HANDED_OUT, Assignment, assignments_below, find_assignment
from autograder.doors.nbgrader.releasing import release
from autograder.errors import AssignmentError
from autograder.release import build_student_kit, build_wheel, generated_files, is_record, scan
from autograder.submission import read_submission
from tests.support import ROOT
from tests.support.small_assignment import with_settings
from tests.support.small_kit import MODULE, NAME, make_kit, run_nbgrader

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
from autograder.doors.nbgrader.source import build_source, script_from

DESCRIBED = [folder.name for folder in assignments_below(ROOT / "assignments")]
RELEASED = [name for name in DESCRIBED if (ROOT / "assignments" / name / CHECKS / HANDED_OUT).exists()]
# One line that a page says as well tells nothing; two in a row are a copy.
NEXT_LINE = "return sum_of_both_numbers"
SOLUTION_LINE = "sum_of_both_numbers = left + right"
HIDDEN_LINE = 'wanted_secretly = [first + second for first, second in given.sent["pairs"]]'


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Return the small assignment, released."""
    kit = make_kit(tmp_path_factory.mktemp("release"))
    release(find_assignment(NAME, kit, with_solutions=True), kit / "course")
    return find_assignment(NAME, kit, with_solutions=True)


def loaded(assignment: Assignment) -> Assignment:
    """Return the assignment read anew."""
    return find_assignment(NAME, assignment.folder.parents[1], with_solutions=True)


def test_a_draft_reaches_no_student(released: Assignment, tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="A draft is for no student. Calibrate it"):
        build_student_kit(with_settings(released, draft=True), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_release_writes_three_stubs(released: Assignment) -> None:
    stub = (released.folder / f"{MODULE}.py").read_text()
    assert (released.folder / CHECKS / HANDED_OUT).read_text() == stub
    assert "# %% add\ndef add(left, right):" in stub
    assert stub.count("# YOUR CODE HERE\n    raise NotImplementedError(") == 2
    assert "nbgrader" not in stub and "autograder" not in stub and "SOLUTION" not in stub


def test_stub_keeps_the_layout_of_the_reference(released: Assignment) -> None:
    assert released.solution_folder is not None
    lines = (released.solution_folder / f"{MODULE}.py").read_text().splitlines()
    kept, solving = [], False
    for line in lines:
        solving = "BEGIN SOLUTION" in line or (solving and "END SOLUTION" not in line)
        if not solving and "END SOLUTION" not in line:
            kept.append(line)
    stub = (released.folder / CHECKS / HANDED_OUT).read_text().splitlines()
    assert [line for line in stub if "YOUR CODE" not in line and "NotImplementedError" not in line] == kept


def test_released_notebook_has_a_locked_check_behind_each_task(released: Assignment) -> None:
    notebook = nbformat.read(released.folder / f"{MODULE}.ipynb", as_version=4)
    nbformat.validate(notebook)
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert [(cell.id, cell.metadata.nbgrader.solution, cell.metadata.nbgrader.get("points")) for cell in marked] == [
        ("set-up", False, None),
        ("add", True, None),
        ("check-add", False, 3),
        ("mean", True, None),
        ("check-mean", False, 2),
    ]
    assert marked[2].source == 'from autograder.doors.notebook import check\ncheck("add")'
    assert marked[2].metadata.editable is False and marked[2].metadata.deletable is False


def test_both_stubs_are_untouched_submissions(released: Assignment) -> None:
    for kept in (f"{MODULE}.py", f"{MODULE}.ipynb"):
        folder = released.folder.parent / f"only-{kept}"
        folder.mkdir()
        (folder / kept).write_bytes((released.folder / kept).read_bytes())
        assert read_submission(folder, released).untouched == {"add", "mean"}


def test_release_repeats_byte_for_byte(released: Assignment, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    written = release(released, tmp_path / "course", into=again).written
    assert [path.read_bytes() for path in written] == [
        (released.folder / path.relative_to(again)).read_bytes() for path in written
    ]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course for all assignments: nbgrader takes seconds to set up a gradebook."""
    return tmp_path_factory.mktemp("course")


@pytest.mark.parametrize("name", RELEASED)
def test_committed_stubs_are_what_a_release_writes(name: str, course: Path, tmp_path: Path) -> None:
    assignment = find_assignment(name, ROOT, with_solutions=True)
    (tmp_path / "stubs").mkdir()
    written = release(assignment, course, into=tmp_path / "stubs").written
    for path in written:
        committed = assignment.folder / path.relative_to(tmp_path / "stubs")
        same = is_record(committed, path.read_bytes()) if path.name == ANSWERS else _equal(committed, path)
        assert same, f"{committed} is outdated: run `autograder release {name}`."


def _equal(one: Path, other: Path) -> bool:
    return one.exists() and one.read_bytes() == other.read_bytes()


def test_every_assignment_is_released() -> None:
    assert DESCRIBED == RELEASED


def test_plain_command_builds_source_and_release(tmp_path: Path) -> None:
    kit = make_kit(tmp_path)
    finished = run_nbgrader(kit, "generate_assignment", NAME)
    assert finished.returncode == 0, finished.stderr
    folder = kit / "course" / "release" / NAME
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "checks", "sums.ipynb", "sums.py"]
    in_checks = ["assignment.toml", "handed_out.py", "probe.py", "test_sums.py"]
    assert sorted(path.name for path in (folder / CHECKS).iterdir()) == in_checks
    notebook = nbformat.read(folder / f"{MODULE}.ipynb", as_version=4)
    assert script_from(notebook) == (folder / CHECKS / HANDED_OUT).read_text()


def test_plain_command_refuses_a_leak(tmp_path: Path) -> None:
    kit = make_kit(tmp_path)
    (kit / "assignments" / NAME / "notes.ipynb.txt").write_text("nothing\n")
    (kit / "assignments" / NAME / "deep").mkdir()
    (kit / "assignments" / NAME / "deep" / "notes.md").write_text(f"first\n  {SOLUTION_LINE}\n  {NEXT_LINE}\n")
    finished = run_nbgrader(kit, "generate_assignment", NAME)
    assert finished.returncode == 1
    assert "deep/notes.md, line 2" in finished.stderr
    assert not (kit / "course" / "release" / NAME).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("# %% mean", "# %% median"),
            "Each task has one code cell with its name as title. Received 0 cells `# %% mean`.",
        ),
        (
            ("# %% imports\nimport math", "# %% imports\n### BEGIN SOLUTION\nimport math\n### END SOLUTION"),
            "A solution region lies in a task's cell.",
        ),
        (("### BEGIN SOLUTION\n    divided", "divided"), "'mean' holds none, so it would be released as it is."),
    ],
)
def test_reference_that_does_not_fit_is_refused(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    kit = make_kit(tmp_path)
    reference = kit / "solutions" / NAME / f"{MODULE}.py"
    text = reference.read_text()
    assert change[0] in text
    reference.write_text(text.replace(*change))
    with pytest.raises(AssignmentError) as error:
        build_source(find_assignment(NAME, kit, with_solutions=True), tmp_path / "source")
    assert sentence in str(error.value) and str(reference) in str(error.value)


def test_source_holds_no_answer_that_an_instructor_tried(released: Assignment, tmp_path: Path) -> None:
    tried = released.folder / f"{MODULE}.py"
    handed_out = tried.read_text()
    tried.write_text(handed_out + f"\n{SOLUTION_LINE}\n")
    try:
        build_source(loaded(released), tmp_path / "source")
        assert not (tmp_path / "source" / f"{MODULE}.py").exists()
    finally:
        tried.write_text(handed_out)


# What a student installs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def test_wheel_holds_engine_and_public_data_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"autograder", "source_data"}


@pytest.mark.parametrize("name", DESCRIBED)
def test_wheel_and_public_folder_have_no_leak(wheel: Path, name: str) -> None:
    assignment = find_assignment(name, ROOT, with_solutions=True)
    generated = [assignment.folder / name for name in generated_files(assignment)]
    assert scan([wheel, *(path for path in generated if path.exists())], assignment) == []


def test_student_kit_is_wheel_and_public_folder(tmp_path: Path) -> None:
    name = RELEASED[0]
    assignment = find_assignment(name, ROOT, with_solutions=True)
    with zipfile.ZipFile(build_student_kit(assignment, tmp_path)) as archive:
        names = archive.namelist()
        assert archive.read(f"{name}/{assignment.module}.py").decode() == assignment.stub_source
    assert sum(entry.endswith(".whl") for entry in names) == 1
    assert {
        f"{name}/checks/assignment.toml",
        f"{name}/checks/probe.py",
        f"{name}/checks/handed_out.py",
        f"{name}/{assignment.module}.ipynb",
    } <= set(names)
    assert not any("hidden" in entry or "solutions" in entry for entry in names)
