"""Grading the grader: the stub, the reference, every right and every wrong variant must get exactly what is theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.assignment import EMBEDDED, Assignment
from autograder.judge import Grading, Outcome, Record, grading_pool
from autograder.proof.variants import Variant
from autograder.submission import submission_from_source
from autograder.worker import Workers, open_session


@dataclass(frozen=True)
class Verdict:
    """What verifying one known solution showed: `problem` is empty where it got what is its own."""

    name: str
    record: Record
    problem: str


def verify(
    assignment: Assignment, solutions: Iterable[Variant], workers: Workers, seed: int, jobs: int = 1
) -> Iterator[Verdict]:
    """Grade known solutions and yield what came of each, in order.

    Args:
        assignment: with its instructors' folder.
        solutions: all its known solutions, or some.
        workers: where solutions run.
        seed: what hidden inputs are drawn from.
        jobs: how many run at once.
    """
    threads = 1 if jobs > 1 else 0
    with grading_pool(jobs) as pool:
        yield from pool.map(lambda solution: verify_one(assignment, solution, workers, seed, threads), solutions)


def verify_one(assignment: Assignment, solution: Variant, workers: Workers, seed: int, threads: int = 0) -> Verdict:
    """Grade one known solution with hidden checks and compare with what it must get."""
    submission = submission_from_source(solution.name, f"{assignment.module}.py", solution.source, assignment)
    session = open_session(workers, assignment, submission, threads, known=True)
    try:
        record = Grading(assignment, submission, session, EMBEDDED, seed).record()
    finally:
        session.close()
    return Verdict(solution.name, record, find_problem(solution, record))


def find_problem(solution: Variant, record: Record) -> str:
    """Return what a known solution's record has that it must not have; empty where all is as it must be."""
    outcomes = {check.name: check.outcome for task in record.tasks for check in task.checks}
    if solution.name == "stub":
        attempted = [task.task for task in record.tasks if task.outcome is not Outcome.UNATTEMPTED]
        return f"the stub must be unattempted in every task, but is not in {attempted}" if attempted else ""
    broken = [name for name, outcome in outcomes.items() if outcome is Outcome.GRADER_ERROR]
    if broken:
        return f"the grader itself failed in {', '.join(broken)}"
    fell = {name for name, outcome in outcomes.items() if outcome is not Outcome.PASSED and outcome.ran}
    # A run without trainings looks at some of the checks only.
    passed = sorted((solution.must_fail & set(outcomes)) - fell)
    surprising = sorted(fell - solution.must_fail - solution.may_fail)
    problems = []
    if passed:
        problems.append(f"must fail but did not: {', '.join(passed)}")
    if surprising:
        problems.append(f"failed although right: {', '.join(surprising)}")
    # A right solution may end before the last task, as a student's work does; what is there earns everything.
    due = sum(task.max_score for task in record.tasks if task.outcome is not Outcome.UNATTEMPTED)
    if not solution.must_fail and not surprising and (record.score != due or not due):
        problems.append(f"earned {record.score:g} of {due:g} points")
    return "; ".join(problems)
