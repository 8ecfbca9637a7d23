"""A probe that fails by itself is the grader's error, told with the probe's line; what fails in a student's code, or with what it returned, is not."""

import pytest

from autograder.assignment import load_assignment
from autograder.doors.batch import grade_class, regrade
from autograder.judge import Grading, Outcome
from autograder.results import open_run
from autograder.submission import submission_from_source
from autograder.worker import InProcessSession
from tests.conftest import ISOLATED
from tests.support.grading import first_bad_check, grade
from tests.support.small_assignment import PROBE, RIGHT, write_small_assignment, write_submission

ASKS = '    return [student.double(number) for number in given["numbers"]]\n'
NOTHING = RIGHT.replace("return number + number", "return None")


def probing(*lines):
    """Return a probe that does something else for the first task."""
    assert ASKS in PROBE
    return PROBE.replace(ASKS, "".join(f"    {line}\n" for line in lines))


# What happens, and at which line of probe.py; the student's code is right throughout.
BEFORE = probing('wanted = given["numbres"]', "return [student.double(number) for number in wanted]")
MISSPELT = probing('return [student.double(number) for number in given["numbers"]] + wnated')
UNKNOWN_MODULE = probing("student.double(1)", "import no_such_module", "return [2]")
AFTER = probing("student.double(1)", 'return [student.double(number) for number in given["numbres"]]')
FAULTS = {
    "before it touched the student's code": (BEFORE, "probe.py line 3 raised KeyError: 'numbres'"),
    "by a name that it does not know": (MISSPELT, "probe.py line 3 raised NameError: name 'wnated' is not defined"),
    "by a module that is not there": (
        UNKNOWN_MODULE,
        "probe.py line 4 raised ModuleNotFoundError: No module named 'no_such_module'",
    ),
}
each_fault = pytest.mark.parametrize(("probe", "sentence"), FAULTS.values(), ids=FAULTS)


@each_fault
@pytest.mark.parametrize("with_solution", [True, False], ids=["instructor", "student"])
def test_a_fault_of_the_probe_is_the_graders_error_with_its_line(tmp_path, workers, probe, sentence, with_solution):
    folder = write_small_assignment(tmp_path, probe=probe)
    numbers = load_assignment(folder, tmp_path / "solutions" if with_solution else None)
    check = first_bad_check(grade(numbers, RIGHT, workers))
    assert (check.outcome, check.help) == (Outcome.GRADER_ERROR, f"The probe itself broke. {sentence}")
    assert check.received == ""


def test_what_fails_for_the_reference_as_well_is_the_graders_error(tmp_path, workers):
    folder = write_small_assignment(tmp_path, probe=AFTER)
    check = first_bad_check(grade(load_assignment(folder, tmp_path / "solutions"), RIGHT, workers))
    assert check.outcome is Outcome.GRADER_ERROR
    assert check.help == ("The probe itself broke. Using what your code returned raised an error: KeyError: 'numbres'")


@pytest.mark.parametrize("with_solution", [True, False], ids=["instructor", "student"])
def test_what_fails_with_what_the_code_returned_is_the_codes(tmp_path, workers, with_solution):
    folder = write_small_assignment(tmp_path, probe=probing("return [2 + student.double(number) for number in [1]]"))
    numbers = load_assignment(folder, tmp_path / "solutions" if with_solution else None)
    check = first_bad_check(grade(numbers, NOTHING, workers))
    assert check.outcome is Outcome.CRASHED
    assert check.received.startswith("Using what your code returned raised an error: TypeError: unsupported operand")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("return nmuber", "Your code raised an error at line 2: NameError: name 'nmuber' is not defined"),
        ("import no_such_module", "Your code raised an error at line 2: ModuleNotFoundError: No module named"),
        ("raise KeyError('numbres')", "Your code raised an error at line 2: KeyError: 'numbres'"),
    ],
)
def test_what_fails_in_the_code_is_the_codes_though_it_looks_alike(tmp_path, workers, wrong, sentence):
    folder = write_small_assignment(tmp_path)
    source = RIGHT.replace("return number + number", wrong)
    check = first_bad_check(grade(load_assignment(folder, tmp_path / "solutions"), source, workers))
    assert check.outcome is Outcome.CRASHED and check.received.startswith(sentence)


def test_a_name_that_the_student_left_out_is_no_fault_of_the_probe(tmp_path, workers):
    folder = write_small_assignment(tmp_path)
    check = first_bad_check(grade(load_assignment(folder, tmp_path / "solutions"), "x = 1\n", workers))
    assert check.outcome is Outcome.CRASHED
    assert check.received == "small_numbers.py defines no `double`. Keep the names of the file that was handed out."


@each_fault
def test_a_class_gets_its_other_marks_and_a_regrade_says_the_same(tmp_path, probe, sentence):
    numbers = load_assignment(write_small_assignment(tmp_path, probe=probe), tmp_path / "solutions")
    sources = {"ada": RIGHT, "bob": NOTHING}
    folders = [write_submission(tmp_path / "class" / name, source) for name, source in sources.items()]
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    records = sorted(grade_class(run, folders, numbers, 1, isolated=ISOLATED), key=lambda record: record.submission)
    for record in records:
        first = record.tasks[0]
        assert first.outcome is Outcome.GRADER_ERROR and sentence in first.checks[0].help
    again = sorted(regrade(run, numbers), key=lambda record: record.submission)
    assert [record.tasks[0].checks for record in again] == [record.tasks[0].checks for record in records]


def test_in_the_students_own_process_a_fault_of_the_probe_is_told_alike(tmp_path):
    numbers = load_assignment(write_small_assignment(tmp_path, probe=BEFORE))
    submission = submission_from_source("ada", "small_numbers.py", RIGHT, numbers)
    record = Grading(numbers, submission, InProcessSession(numbers, submission), "cpu", 0).record()
    assert first_bad_check(record).help == "The probe itself broke. probe.py line 3 raised KeyError: 'numbres'"
