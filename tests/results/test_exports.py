"""A run leaves in other programs' formats: each is read by its own consumer or schema, hides what is hidden, executes nothing."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.cli import app
from autograder.doors.batch.classes import grade_class
from autograder.errors import AutograderError
from autograder.judge import Outcome
from autograder.renderers.explain import explain_task
from autograder.results import open_run, task_view
from autograder.results.exports.classroom50 import classroom50
from autograder.results.exports.gradescope import gradescope
from autograder.results.exports.junit import junit
from autograder.results.exports.markdown import markdown
from autograder.results.exports.spreadsheet import harmless, spreadsheet
from autograder.results.exports.writing import Format
from autograder.results.student_view import student_view
from tests.conftest import ISOLATED
from tests.support.small_assignment import LARGE_HIDDEN, RIGHT, STUB, write_small_assignment, write_submission

SCHEMAS = Path(__file__).parent / "schemas"
EVIL = "]]></failure><script>alert(1)</script> ``` | \x00 \x1b[31m \u202e [link](https://evil.example) @everyone"
# Knows all small numbers by heart, prints its inputs, and breaks on others with their values in the error's text.
BY_HEART = """
def double(number):
    print(f"input {number} end")
    return {known: 2 * known for known in range(10)}[number]


def double_all(numbers):
    return [2 * number for number in numbers]
"""
CLASS = {
    "ada": RIGHT,
    "bob|<b>`x`": RIGHT.replace("return number + number", f"raise ValueError({EVIL!r})"),
    "by_heart": BY_HEART,
    "=1+cmd|'C calc'!A0": STUB,
    "@sum(1)": "os._exit(0)\nimport nothing",
    "two\nlines\x07": RIGHT.replace("list(map(double, numbers))", "[]"),
}
RUNNER = {
    "CLASSROOM": "vision",
    "ASSIGNMENT": "numbers",
    "USERNAME": "ada",
    "SUBMISSION_TAG": "submit/2026-11-22T10-00-59Z-1a2b3c4",
    "COMMIT_URL": "https://git.example/commit",
    "RELEASE_URL": "https://git.example/release",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A finished run of a class of six."""
    root = tmp_path_factory.mktemp("course")
    numbers = load_assignment(write_small_assignment(root, hidden=LARGE_HIDDEN), root / "solutions")
    folders = [write_submission(root / "class" / name, source) for name, source in CLASS.items()]
    run = open_run(root / "out", numbers.name, "cpu", 5)
    assert len(list(grade_class(run, folders, numbers, jobs=2, isolated=ISOLATED))) == len(CLASS)
    return run


@pytest.fixture
def records(run):
    return run.finished_records()


def of(records, name):
    return next(record for record in records if record.submission == name)


def export(run, format, out, *more):
    return CliRunner().invoke(app, ["export", str(run.folder), "--format", format, "--out", str(out), *more])


def test_the_class_is_what_these_tests_need(records):
    by_heart = of(records, "by_heart").tasks[0]
    hidden = by_heart.checks[1]
    assert (by_heart.outcome, hidden.outcome, hidden.hidden) == (Outcome.CRASHED, Outcome.CRASHED, True)
    assert "KeyError" in hidden.received and "input" in by_heart.printed
    assert [record.score for record in records] == [0, 0, 5, 0, 4, 3]


@pytest.mark.parametrize("format", [Format.JUNIT, Format.CSV, Format.MARKDOWN, Format.GRADESCOPE])
def test_of_a_hidden_check_only_sentence_and_outcome_leave(run, tmp_path, format):
    out = tmp_path / "out"
    assert export(run, format, out, "--submission", "by_heart").exit_code == 0
    text = out.read_text()
    assert "KeyError" not in text and "input" not in text.replace("inputs", "")
    assert "crashed" in text
    if format is not Format.CSV:
        assert "Numbers drawn for this run come back doubled." in text


def test_a_students_view_keeps_what_visible_checks_say(records):
    seen = student_view(of(records, "two\nlines\x07"))
    assert [check.received for check in seen.tasks[1].checks] == ["()"]


def test_what_is_explained_to_students_shows_no_hidden_case(records):
    """nbgrader's feedback is made of the same two functions."""
    told = "\n".join(explain_task(task_view(task)) for task in of(records, "by_heart").tasks)
    assert "Numbers drawn for this run come back doubled." in told
    assert "KeyError" not in told


def test_junit_is_read_by_its_consumer(run, records, tmp_path):
    assert export(run, "junit", tmp_path / "junit.xml").exit_code == 0
    read = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert (read.tests, read.failures, read.errors, read.skipped) == (18, 11, 0, 0)
    suites = {suite.name: suite for suite in read}
    assert set(suites) == {
        "ada", "bob|<b>`x`", "by_heart", "=1+cmd|'C calc'!A0", "@sum(1)", "two\\nlines\\x07"
    }  # fmt: skip
    points = {p.name: p.value for p in suites["by_heart"].properties()}
    assert (points["points"], points["max_points"]) == ("4", "5")
    passed = [case for suite in read for case in suite if case.is_passed]
    assert len(passed) == 7


def test_junit_carries_points_of_each_check(records):
    read = ElementTree.fromstring(junit(records))
    cases = read.findall("testsuite[@name='by_heart']/testcase")
    found = [{p.get("name"): p.get("value") for p in case.findall("properties/property")} for case in cases]
    assert [(case["points"], case["max_points"], case["hidden"]) for case in found] == [
        ("2", "2", "false"), ("0", "1", "true"), ("2", "2", "false")
    ]  # fmt: skip


def test_junit_never_skips_what_earned_nothing(records):
    read = ElementTree.fromstring(junit(records))
    for case in read.iter("testcase"):
        earned = float(case.find("properties/property[@name='points']").get("value"))
        assert (case.find("failure") is None) == (earned > 0)
        assert case.find("skipped") is None


def test_a_cut_junit_file_is_no_xml(records):
    text = junit(records).rstrip()
    for length in range(0, len(text), 7):
        with pytest.raises(ElementTree.ParseError):
            ElementTree.fromstring(text[:length])


def test_a_grader_error_is_an_error_in_junit(records):
    ada = of(records, "ada")
    broken = replace(ada.tasks[0].checks[0], outcome=Outcome.GRADER_ERROR, traceback="File '/secret/place'")
    task = replace(ada.tasks[0], outcome=Outcome.GRADER_ERROR, checks=(broken, *ada.tasks[0].checks[1:]))
    text = junit([replace(ada, tasks=(task, *ada.tasks[1:]))])
    assert junitparser.JUnitXml.fromstring(text).errors == 1
    assert "secret" not in text


def test_an_unfinished_run_is_not_exported_and_its_old_file_goes(run, tmp_path):
    unfinished = replace(run, folder=tmp_path / "run")
    unfinished.folder.mkdir()
    for name in ("run.json", "asked.json"):
        (unfinished.folder / name).write_bytes((run.folder / name).read_bytes())
    whole = run.results.read_text()
    out = tmp_path / "junit.xml"
    out.write_text("<testsuites/>")
    for text in ("", whole[: len(whole) // 2], whole[:-20]):
        unfinished.results.write_text(text)
        result = export(unfinished, "junit", out)
        assert isinstance(result.exception, AutograderError)
        assert "submissions in" in str(result.exception) and "have no record" in str(result.exception)
        assert not out.exists()


@pytest.mark.parametrize("name", list(CLASS))
def test_gradescope_fits_its_schema(run, records, tmp_path, name):
    assert export(run, "gradescope", tmp_path / "results.json", "--submission", name).exit_code == 0
    result = json.loads((tmp_path / "results.json").read_text())
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / "gradescope_results.json").read_text())).validate(result)
    assert result["score"] == sum(test["score"] for test in result["tests"]) == of(records, name).score
    assert sum(test["max_score"] for test in result["tests"]) == 5
    assert {test["visibility"] for test in result["tests"]} == {"visible"}


def test_a_file_for_one_submission_wants_one(run, tmp_path):
    result = export(run, "gradescope", tmp_path / "results.json")
    assert "The run has 6; name one with --submission." in str(result.exception)
    result = export(run, "junit", tmp_path / "results.json", "--submission", "nobody")
    assert "Received 'nobody'" in str(result.exception)


def test_marks_that_are_not_final_do_not_leave_as_one_score(run, tmp_path):
    other = replace(run, folder=tmp_path / "run")
    other.folder.mkdir()
    (other.folder / "run.json").write_bytes((run.folder / "run.json").read_bytes())
    ada = of(run.finished_records(), "ada")
    broken = replace(ada, tasks=tuple(replace(task, outcome=Outcome.GRADER_ERROR) for task in ada.tasks))
    other.results.write_text(broken.to_json() + "\n")
    result = export(other, "gradescope", tmp_path / "results.json")
    assert str(result.exception).startswith("Marks leave when they are final.")
    assert not (tmp_path / "results.json").exists()


@pytest.mark.parametrize("name", list(CLASS))
def test_classroom50_fits_its_schema(records, name):
    result = json.loads(classroom50(of(records, name), RUNNER))
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / "classroom50_result_v1.json").read_text())).validate(result)
    assert (result["score"], result["max-score"]) == (of(records, name).score, 5)
    assert result["datetime"] == "2026-11-22T10:00:59Z"
    assert "KeyError" not in json.dumps(result)


def test_classroom50_loses_no_fraction(records):
    ada = of(records, "ada")
    first, *others = ada.tasks
    checks = tuple(replace(check, points=check.points / 3) for check in first.checks)
    record = replace(ada, tasks=(replace(first, checks=checks), *others))
    result = json.loads(classroom50(record, RUNNER))
    assert [(test["score"], test["max-score"]) for test in result["tests"]] == [(3, 3), (6, 6)]
    assert {test["points-multiplied-by"] for test in result["tests"]} == {"3"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"CLASSROOM": ""}, "CLASSROOM is not set"),
        ({"SUBMISSION_TAG": "submit/x"}, "Received SUBMISSION_TAG=submit/x."),
    ],
)
def test_classroom50_says_what_is_missing(records, changed, sentence):
    with pytest.raises(AutograderError, match=sentence):
        classroom50(records[0], RUNNER | changed)


def test_a_spreadsheet_executes_no_cell(records):
    text = spreadsheet(records)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["submission"] for row in rows] == [
        "'=1+cmd|'C calc'!A0", "'@sum(1)", "ada", "bob|<b>`x`", "by_heart", "two\\nlines\\x07"
    ]  # fmt: skip
    assert [float(row["points"]) for row in rows] == [0, 0, 5, 0, 4, 3]
    for line in text.splitlines():
        assert line.startswith('"') and line.endswith('"')


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "＝", "|", "%"])
def test_cells_that_begin_a_formula_are_text(begin):
    assert harmless(f"{begin}1+1") == f"'{begin}1+1"


def test_quotes_and_commas_stay_in_their_cell(records):
    text = spreadsheet([replace(records[2], submission='Doe, "Jr"')])
    assert list(csv.reader(io.StringIO(text, newline="")))[1][0] == 'Doe, "Jr"'


def test_points_of_a_failed_grader_stay_empty(records):
    task = replace(records[2].tasks[0], outcome=Outcome.GRADER_ERROR)
    row = next(csv.DictReader(io.StringIO(spreadsheet([replace(records[2], tasks=(task,))]), newline="")))
    assert (row["points"], row["double outcome"], row["double points"]) == ("", "grader_error", "")


def test_markdown_is_a_table_and_code_only(records):
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(records))
    assert html.count("<tr>") == 1 + len(CLASS)
    assert html.count("<td") == 4 * len(CLASS)
    for active in ("<script", "<a ", "<img", "<b>"):
        assert active not in html
    outside = ElementTree.fromstring(f"<page>{html}</page>")
    for code in [*outside.iter("code")]:
        code.text = ""
    text = "".join(outside.itertext())
    assert "everyone" not in text and "evil" not in text and "bob" not in text
    assert "failed" in text and "0/5" in text


def test_markdown_has_limited_room(records):
    many = [replace(records[3], submission=f"bob{number}") for number in range(2000)]
    text = markdown(many)
    assert len(text.encode()) < 1 << 20
    assert "submissions are left out here" in text


def test_everything_a_file_holds_can_be_seen(records):
    for text in (junit(records), markdown(records), gradescope(of(records, "bob|<b>`x`"))):
        assert not {"\x00", "\x1b", "\x07", "\u202e"} & set(text)
