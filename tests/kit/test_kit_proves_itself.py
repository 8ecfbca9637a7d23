"""Grading the grader: the stub, the reference, every right and every wrong variant get exactly what is theirs."""

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.judge import Outcome
from autograder.proof import Variant, known_solutions, read_calibration, threshold_from
from autograder.proof.rules import check_rules
from autograder.proof.verify import find_problem
from autograder.release import scan_bytes, secrets_of
from autograder.submission import untouched_tasks
from tests.conftest import DRAFTS, KNOWN, LOADED, PARTS, TESTED
from tests.support import ROOT
from tests.support.first_messages import first_message, messages_file, recorded_messages


def test_drafts():
    if DRAFTS:
        pytest.skip(f"drafts, not calibrated or with known solutions that are not verified: {', '.join(DRAFTS)}")


def each_solution(kind=""):
    """Parametrize with known solutions of this kind, each with the part that it is graded in."""
    return pytest.mark.parametrize(
        ("part", "solution"),
        [
            pytest.param(part, solution, id=f"{part.assignment}-{solution.name}", marks=part.marks)
            for part in PARTS
            for solution in part.solutions
            if solution.name.startswith(kind)
        ],
    )


@each_solution()
def test_known_solution_gets_what_is_its_own(verdicts, part, solution):
    verdict = verdicts(part)[solution.name]
    assert verdict.problem == ""


@each_solution("wrong/")
def test_a_wrong_solution_is_told_first_what_is_on_record(verdicts, part, solution):
    """Else run `python -m tests.support.first_messages`, and read the diff as the student who has this idea."""
    recorded = recorded_messages(LOADED[part.assignment]).get(solution.name, "nothing is on record")
    assert first_message(verdicts(part)[solution.name].record) == recorded


def test_no_message_quotes_the_solution(assignment):
    file = messages_file(assignment)
    assert scan_bytes(file.name, file.read_bytes(), secrets_of(assignment)) == []


def test_there_are_enough_known_solutions(assignment):
    solutions = [solution for name, solution in KNOWN if name == assignment.name]
    right = [solution for solution in solutions if solution.name.startswith("right/")]
    assert sum(not untouched_tasks(solution.source, assignment) for solution in right) >= 8
    assert sum(solution.name.startswith("wrong/") for solution in solutions) >= 16


@pytest.fixture(scope="module")
def reference_record(verdicts, resnet):
    return verdicts(TESTED[resnet.name])["reference"].record


def solution_that_must_fail(*checks):
    return Variant("wrong/x", Path("x.py"), "", frozenset(checks), "")


def test_a_wrong_variant_that_passes_is_a_problem(reference_record):
    problem = find_problem(solution_that_must_fail("test_activation_is_a_choice"), reference_record)
    assert problem == "must fail but did not: test_activation_is_a_choice"


def test_a_right_variant_that_fails_is_a_problem(verdicts, resnet):
    record = verdicts(TESTED[resnet.name])["wrong/activation_ignored"].record
    assert find_problem(solution_that_must_fail(), record) == "failed although right: test_activation_is_a_choice"


def as_far_as(record, count):
    """Return the record as it is where all but the first tasks are untouched."""
    untouched = [replace(task, outcome=Outcome.UNATTEMPTED, score=0, checks=()) for task in record.tasks[count:]]
    tasks = (*record.tasks[:count], *untouched)
    return replace(record, tasks=tasks, score=sum(task.score for task in tasks))


def test_a_right_variant_may_end_early_but_not_before_it_began(reference_record):
    assert find_problem(solution_that_must_fail(), as_far_as(reference_record, 2)) == ""
    assert find_problem(solution_that_must_fail(), as_far_as(reference_record, 0)) == "earned 0 of 0 points"


def test_a_stub_that_counts_as_attempted_is_a_problem(reference_record):
    stub = Variant("stub", Path("x.py"), "", frozenset(), "")
    assert find_problem(stub, reference_record).startswith("the stub must be unattempted in every task, but is not in")


def test_each_check_has_a_wrong_variant_that_only_it_and_its_like_catch(assignment):
    """A check that no wrong variant fails may be one that cannot fail; what `make test` leaves out does not count."""
    caught = set().union(*(solution.must_fail for solution in TESTED[assignment.name].solutions))
    assert sorted({check.name for check in assignment.checks} - caught) == []


IMPORTS = "import sys, autograder.cli, autograder.doors.batch.classes, autograder.doors.pytest_door, autograder.proof.measuring, autograder.proof.verify\n"
JUDGED = """
from pathlib import Path
from autograder.assignment import load_assignment
from autograder.facts import EarlierFacts
from autograder.judge import Grading
from autograder.submission import submission_from_source
loaded = load_assignment(Path(sys.argv[1]) / "assignments" / "04_resnet", Path(sys.argv[1]) / "solutions")
submission = submission_from_source("ada", "resnet.py", "x = 1", loaded)
Grading(loaded, submission, EarlierFacts({}), "cpu", 1).record()
"""
VERDICT = "print(sorted({'keras', 'tensorflow', 'jax', 'torch'} & set(sys.modules)))"


def modules_after(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    return ast.literal_eval(done.stdout)


def test_the_judge_imports_no_framework():
    assert modules_after(IMPORTS + JUDGED + VERDICT) == []


def test_the_test_of_the_judge_can_fail():
    assert modules_after(IMPORTS + "import keras\n" + VERDICT) == ["keras", "tensorflow"]


def names_in_engine(names: list[str]) -> list[str]:
    found = []
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        tree = ast.parse(path.read_text())
        documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            text = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else None
            # Help texts may give examples; code may not know a name.
            if isinstance(text, str) and id(node) not in documentation and text in names:
                found.append(f"{path.name}: {text}")
    return found


def test_the_engine_knows_no_assignment(assignment):
    tasks = [task.name for task in assignment.tasks]
    checks = [check.name for check in assignment.checks]
    probes = sorted({check.probe for check in assignment.checks})
    assert names_in_engine([assignment.name, assignment.module, *tasks, *checks, *probes]) == []


def test_the_test_of_the_engines_names_can_fail():
    assert names_in_engine(["utf-8"]) != []


def test_what_verify_looks_for_before_it_grades_holds(assignment):
    """Shape of the folders, hints, stubs, names, leaks, recorded answers, wrong solutions for every check."""
    verdicts = list(check_rules(assignment, known_solutions(assignment)))
    assert [(verdict.rule, verdict.problems) for verdict in verdicts if verdict.problems] == []
    assert len(verdicts) >= 7


def test_thresholds_follow_from_the_calibration_and_stand_in_the_handout(assignment):
    recorded = read_calibration(assignment)
    handout = (assignment.folder / "README.md").read_text()
    for profile, described in recorded.items():
        for name, entry in described["results"].items():
            assert assignment.profile(profile).thresholds[name] == entry["threshold"]
            assert entry["threshold"] == threshold_from(entry["values"], entry["allowance"])
            assert f"{100 * entry['threshold']:.1f} %" in handout
            assert described["settings"] == dict(assignment.profile(profile).settings)
            assert len(entry["seeds"]) >= 30


def test_known_training_mistakes_lie_below_the_threshold_and_sound_recipes_above(assignment):
    for profile, described in read_calibration(assignment).items():
        judged = {check for entry in described["results"].values() for check in entry["checks"]}
        known = {solution.name: solution for name, solution in KNOWN if name == assignment.name}
        assert {name for name, solution in known.items() if solution.must_fail & judged} <= set(described["variants"])
        for variant, found in described["variants"].items():
            for name, entry in found.items():
                threshold, checks = assignment.profile(profile).thresholds[name], set(entry["checks"])
                assert len(entry["seeds"]) >= 5
                if known[variant].must_fail & checks:
                    assert entry["highest"] < threshold, (variant, name)
                elif not known[variant].may_fail & checks:
                    assert entry["lowest"] >= threshold, (variant, name)


def test_outcomes_of_blocked_tasks_name_what_they_wait_for(verdicts, resnet):
    record = verdicts(TESTED[resnet.name])["wrong/activation_ignored"].record
    assert record.tasks[1].outcome is Outcome.BLOCKED
    assert record.tasks[1].reason == "Waits for 'Residual unit': mend that first."
