"""nbgrader's formgrader in a real browser, on a course that the kit has graded: what it shows is what the records say."""

import json
from typing import Any

import pytest

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")

from tests.support.jupyter import jupyter_server
from tests.support.reports import browser_page, needs_chromium
from tests.support.small_course import WRONG_MEAN, Course, filled
from tests.support.small_kit import MODULE, NAME, hand_in, solved

pytestmark = needs_chromium

HANDED_IN = {"full": solved(), "partial": WRONG_MEAN, "one_task": solved("mean"), "untouched": solved("add", "mean")}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A small course whose class was graded by nbgrader's own command."""
    course = Course(tmp_path_factory.mktemp("formgrader"))
    course.nbgrader("generate_assignment", NAME)
    for student, script in HANDED_IN.items():
        path = hand_in(course.folder, student) / f"{MODULE}.ipynb"
        path.write_text(json.dumps(filled(json.loads(path.read_text()), script)))
    course.nbgrader("autograde", NAME)
    return course


@pytest.fixture(scope="module")
def tables(course: Course) -> dict[str, list[list[str]]]:
    """The tables of formgrader's pages as they stand in the browser: a list of cells for each row."""
    pages = ("manage_submissions", "manage_students", "gradebook")
    addresses = {"manage_submissions": f"manage_submissions/{NAME}", "gradebook": f"gradebook/{NAME}/{MODULE}"}
    found, home = {}, course.kit.parent / "home"
    with jupyter_server(course.kit, home) as (server, token), browser_page() as (page, _):
        page.goto(f"{server}/formgrader/?token={token}", wait_until="networkidle")
        for name in pages:
            page.goto(f"{server}/formgrader/{addresses.get(name, name)}")
            page.wait_for_selector("tbody td:has-text('/ 5')")
            found[name] = _rows(page)
    return found


def _rows(page: Any) -> list[list[str]]:
    script = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    rows: list[list[str]] = page.eval_on_selector_all("tbody tr", script)
    return rows


def scores(course: Course) -> dict[str, str]:
    """Return each student's points as formgrader writes them, from the records."""
    records = {student: course.record(student) for student in HANDED_IN}
    return {student: f"{record.score:g} / {record.max_score:g}" for student, record in records.items()}


def test_each_students_score_is_the_records(course: Course, tables: dict[str, list[list[str]]]) -> None:
    shown = {row[1]: row[4] for row in tables["manage_submissions"]}
    assert shown == scores(course) == {"full": "5 / 5", "partial": "3 / 5", "one_task": "3 / 5", "untouched": "0 / 5"}


def test_all_are_graded(tables: dict[str, list[list[str]]]) -> None:
    assert {row[3] for row in tables["manage_submissions"]} == {"graded"}


def test_overall_scores_are_the_records(course: Course, tables: dict[str, list[list[str]]]) -> None:
    assert {row[1]: row[3] for row in tables["manage_students"] if len(row) > 3} == scores(course)


def test_the_nameless_list_for_grading_has_the_same_scores(course: Course, tables: dict[str, list[list[str]]]) -> None:
    assert sorted(row[2] for row in tables["gradebook"]) == sorted(scores(course).values())


def test_the_server_has_ended(course: Course, tables: dict[str, list[list[str]]]) -> None:
    assert "Shutting down" in (course.kit.parent / "home" / "server.log").read_text()
