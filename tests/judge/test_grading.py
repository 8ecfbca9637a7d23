"""Worker and judge together: the six outcomes, limits that mean it, and sentences a student understands."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.errors import AssignmentError
from autograder.facts import EarlierFacts
from autograder.judge import Grading, Outcome, record_from_json
from autograder.submission import submission_from_source
from autograder.worker import InProcessSession, Workers, WorkerSession
from tests.support.grading import first_bad_check, grade, outcomes
from tests.support.small_assignment import HIDDEN, RIGHT, STUB, TOML, VISIBLE, with_limits, write_small_assignment


@pytest.fixture
def numbers(tmp_path):
    return load_assignment(write_small_assignment(tmp_path), tmp_path / "solutions")


def comparable(record):
    return replace(record, seconds=0, sandboxed=None)


def test_right_solution_gets_all_points(numbers, workers):
    record = grade(numbers, RIGHT, workers)
    assert (outcomes(record), record.score, record.max_score) == (["passed", "passed"], 5, 5)


def test_stub_is_unattempted_and_runs_nothing(numbers, workers):
    record = grade(numbers, STUB, workers)
    assert (outcomes(record), record.score) == (["unattempted", "unattempted"], 0)
    assert record.tasks[0].reason == "The stub is untouched."


def test_wrong_solution_is_told_what_was_expected(numbers, workers):
    record = grade(numbers, RIGHT.replace("number + number", "number * number"), workers)
    check = first_bad_check(record)
    assert (check.outcome, check.expected, check.help) == (Outcome.FAILED, "(14, 6, 16)", "Two times the number.")
    assert check.received == "(49, 9, 64)"


def test_dependent_task_is_blocked_and_says_by_what(numbers, workers):
    record = grade(numbers, RIGHT.replace("number + number", "0"), workers)
    assert outcomes(record) == ["failed", "blocked"]
    assert record.tasks[1].reason == "Waits for 'Double a number': mend that first."


def test_answers_by_heart_earn_nothing_but_block_nothing_that_their_student_saw_pass(numbers, workers):
    known = "def double(number):\n    return {3: 6, 2: 4}.get(number, 0)\n\n\n"
    record = grade(numbers, known + "def double_all(numbers):\n    return [2 * n for n in numbers]\n", workers)
    assert outcomes(record) == ["failed", "passed"]
    assert (record.tasks[0].score, record.tasks[0].max_score) == (0, 3)


def test_crash_shows_the_students_own_lines_only(numbers, workers):
    record = grade(
        numbers,
        RIGHT.replace("return number + number", "return helper(number)\n\n\ndef helper(x):\n    return x / 0"),
        workers,
    )
    check = first_bad_check(record)
    assert check.outcome is Outcome.CRASHED
    assert check.received == "Your code raised an error at line 6: ZeroDivisionError: division by zero"
    assert check.traceback == (
        "small_numbers.py\n  line 2, in double\n    return helper(number)\n  line 6, in helper\n    return x / 0"
    )


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "import no_such_module\n" + RIGHT,
            "small_numbers.py cannot be imported at line 1: ModuleNotFoundError: No module named 'no_such_module'",
        ),
        (
            "def double(:\n",
            "small_numbers.py cannot be imported at line 1: SyntaxError: invalid syntax (small_numbers.py, line 1)",
        ),
        ("x = 1\n", "small_numbers.py defines no `double`. Keep the names of the file that was handed out."),
        ("raise SystemExit(0)\n", "small_numbers.py cannot be imported at line 1: SystemExit: 0"),
        (
            STUB.replace("# YOUR CODE HERE", "x = 1"),
            "Your code raised an error at line 5: NotImplementedError: not yet",
        ),
        (
            RIGHT.replace("number + number", "object()"),
            "Your code returned something else than numbers where numbers were asked for.",
        ),
        ("import os\ndef double(number):\n    os._exit(0)\n", "Your code ended the Python process"),
        ("def double(number):\n    while True: pass\n", "Your code took longer than"),
        ("while True: pass\n", "Your code took longer than 3 s and was stopped."),
        ("def double(number):\n    return double(number)\n", "Your code raised an error at line 2: RecursionError"),
        ("import os\ndef double(number):\n    os.abort()\n", "Your code ended the Python process"),
    ],
)
def test_each_way_to_break_gets_its_sentence(numbers, workers, source, sentence):
    record = grade(numbers, source, workers)
    check = first_bad_check(record)
    assert (check.outcome, record.score) == (Outcome.CRASHED, 0)
    assert check.received.startswith(sentence)


def test_memory_is_limited(numbers, workers):
    numbers = with_limits(numbers, memory_mb=700)
    greedy = "import numpy as np\ndef double(number):\n    kept = [np.ones(2**24) for _ in range(60)]\n    return 2 * number\n"
    check = first_bad_check(grade(numbers, greedy, workers))
    assert check.outcome is Outcome.CRASHED
    assert "MB of memory; 700 MB are allowed" in check.received


def test_one_broken_task_costs_no_other(numbers, workers):
    record = grade(numbers, "import os\n" + RIGHT.replace("list(map(double, numbers))", "os._exit(1)"), workers)
    assert outcomes(record) == ["passed", "crashed"]


def test_what_the_code_prints_is_shown_shortened_and_said_so(numbers, workers):
    chatty = RIGHT.replace("return number + number", "print('x' * 30000)\n    return 0")
    record = grade(numbers, chatty, workers)
    assert record.tasks[0].printed.startswith("xxx")
    assert (
        record.tasks[0].printed.endswith("(shortened; 90003 bytes were printed in all)")
        or "bytes were printed in all" in record.tasks[0].printed
    )
    assert len(record.tasks[0].printed) < 2100


@pytest.mark.parametrize("stream", ["None", "object()", "open('kept.txt', 'w')"])
def test_a_replaced_standard_output_is_no_mistake(numbers, workers, stream):
    assert grade(numbers, f"import sys\nsys.stdout = {stream}\n{RIGHT}", workers).score == 5


def test_flooding_the_output_stops_nothing(numbers, workers):
    assert (
        grade(
            numbers, RIGHT.replace("return number + number", "print('y' * 10**7)\n    return 2 * number"), workers
        ).score
        == 5
    )


def test_long_error_texts_are_shortened(numbers, workers):
    record = grade(numbers, RIGHT.replace("return number + number", "raise ValueError('z' * 5000)"), workers)
    assert first_bad_check(record).received.endswith("(shortened; 5000 characters in all)")


def test_same_seed_same_record(numbers, workers):
    first, second = (replace(grade(numbers, RIGHT, workers, seed=3), seconds=0) for _ in range(2))
    assert first == second


def test_hidden_cases_differ_from_run_to_run(numbers, workers):
    wrong = RIGHT.replace("number + number", "number")
    received = {grade(numbers, wrong, workers, seed=seed).tasks[0].checks[1].received for seed in range(4)}
    assert len(received) > 1


def test_a_broken_check_is_the_graders_error(tmp_path, workers):
    broken = VISIBLE.replace("expect(doubled, equals", "expect(doubled[99], equals")
    assignment = load_assignment(write_small_assignment(tmp_path, visible=broken), tmp_path / "solutions")
    check = first_bad_check(grade(assignment, RIGHT, workers))
    assert check.outcome is Outcome.GRADER_ERROR
    assert check.help.startswith("The check itself broke; this is not the student's fault")
    assert "IndexError" in check.traceback


def test_a_broken_probe_is_the_graders_error(tmp_path, workers):
    assignment = load_assignment(
        write_small_assignment(
            tmp_path, probe="import no_such_thing\ndef doubled(s, g): ...\ndef doubled_lists(s, g): ...\n"
        )
    )
    check = first_bad_check(grade(assignment, RIGHT, workers))
    assert check.outcome is Outcome.GRADER_ERROR
    probe = assignment.probe_file
    assert check.help == f"{probe}:1: The file cannot be imported: ModuleNotFoundError: No module named 'no_such_thing'"


def test_an_uncalibrated_threshold_is_refused_not_guessed(tmp_path, workers):
    asks = VISIBLE.replace("def test_doubles(doubled, given):", "def test_doubles(doubled, given, threshold):").replace(
        "    expect(doubled, equals=given",
        "    expect(1.0, at_least=threshold['speed'], help='x')\n    expect(doubled, equals=given",
        1,
    )
    assignment = load_assignment(write_small_assignment(tmp_path, visible=asks), tmp_path / "solutions")
    check = first_bad_check(grade(assignment, RIGHT, workers))
    assert check.outcome is Outcome.GRADER_ERROR
    assert check.help.startswith(
        "The threshold 'speed' is not calibrated for this profile, so nothing was marked by it."
    )


def test_cold_workers_grade_like_warm_ones(numbers, workers):
    with Workers(warm=False) as cold:
        assert comparable(grade(numbers, RIGHT, cold)) == comparable(grade(numbers, RIGHT, workers))


def test_in_process_grades_like_a_worker(numbers, workers):
    submission = submission_from_source("ada", "small_numbers.py", RIGHT, numbers)
    record = Grading(numbers, submission, InProcessSession(numbers, submission), "cpu", 7).record()
    assert comparable(record) == comparable(grade(numbers, RIGHT, workers))
    sys.modules.pop("small_numbers", None)


def test_nothing_a_worker_wrote_is_left(numbers, workers, tmp_path):
    where = RIGHT.replace(
        "return number + number", "open('left', 'w').write('x')\n    import os\n    raise ValueError(os.getcwd())"
    )
    folder = first_bad_check(grade(numbers, where, workers)).received.rpartition(" ")[2]
    assert folder.startswith("/")
    assert not Path(folder).exists()


BRANCHING = """
import tensorflow as tf

def double(number):
    return int(tf.function(sign_of_two)(tf.constant(number))) * number

def sign_of_two(number):
    if number > 0:
        return 2
    return -2

def double_all(numbers):
    return [double(number) for number in numbers]
"""


def test_branches_on_tensors_are_compiled(numbers, workers):
    assert outcomes(grade(numbers, BRANCHING, workers)) == ["passed", "passed"]


def test_an_error_in_compiled_code_names_the_students_line(numbers, workers):
    record = grade(numbers, BRANCHING.replace("if number > 0", "if number.undefined > 0"), workers)
    check = first_bad_check(record)
    assert check.received.startswith("Your code raised an error")
    assert 'File "small_numbers.py", line 8' in check.received


COMPARING = """
from autograder import expect, task


@task("double", points=1)
def test_equals_the_reference(doubled, reference):
    \"\"\"The reference says the same.\"\"\"
    expect(doubled, equals=reference, help="Two times the number.")
"""


@pytest.fixture
def comparing(tmp_path):
    hidden, toml = HIDDEN + COMPARING, TOML.replace("points = 3", "points = 4")
    return load_assignment(write_small_assignment(tmp_path, hidden=hidden, toml=toml), tmp_path / "solutions")


def test_a_hidden_check_compares_with_the_reference_in_the_same_run(comparing, workers):
    assert grade(comparing, RIGHT, workers).score == 6
    record = grade(comparing, RIGHT.replace("number + number", "0"), workers)
    assert [check.outcome for check in record.tasks[0].checks][-1] is Outcome.FAILED


def test_a_regrade_keeps_the_references_facts(comparing, workers):
    submission = submission_from_source("ada", "small_numbers.py", RIGHT, comparing)
    session = WorkerSession(workers, comparing, submission)
    grading = Grading(comparing, submission, session, "cpu", 7)
    grading.record()
    session.close()
    assert Grading(comparing, submission, EarlierFacts(grading.facts), "cpu", 7).record().score == 6


def test_a_visible_check_cannot_ask_for_the_reference(tmp_path):
    folder = write_small_assignment(
        tmp_path, visible=VISIBLE + COMPARING.replace("from autograder import expect, task", "")
    )
    with pytest.raises(AssignmentError, match="test_equals_the_reference is visible"):
        load_assignment(folder)


def test_a_record_is_read_as_it_was_written(numbers, workers):
    """To the letter: a run that goes on writes records anew that it has read."""
    for source in (RIGHT, RIGHT.replace("number + number", "0"), STUB):
        written = grade(numbers, source, workers).to_json()
        assert record_from_json(written).to_json() == written
