"""The known solutions in two parts: `make test` grades those that stand here as tested, `make test-trainings` all others.

Training takes most of the time. So a known solution that trains a network of its own waits for `make test-trainings`, unless it is the
reference, a student of the sample class, or one of the few without which some check would fail nobody in `make test`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.assignment import Assignment
from autograder.proof import Variant, known_solutions
from autograder.submission import separable_code, untouched_tasks
from tests.support.sample_class import CLASSES


@dataclass(frozen=True)
class Part:
    """Known solutions of one assignment that are graded together; `name` is the part's own, and begins with the assignment's."""

    assignment: str
    name: str
    solutions: tuple[Variant, ...]
    left_out: bool

    @property
    def marks(self) -> list[pytest.MarkDecorator]:
        return [pytest.mark.trainings] if self.left_out else []

    @property
    def as_parameter(self) -> Any:
        return pytest.param(self, id=self.name, marks=self.marks)


def parts_of(assignment: Assignment) -> tuple[Part, Part]:
    """Return the part for `make test` and the part for `make test-trainings`, which is empty where nothing is trained."""
    solutions = known_solutions(assignment)
    waiting = _waiting(assignment, solutions)
    tested = tuple(solution for solution in solutions if solution not in waiting)
    others = tuple(solution for solution in solutions if solution in waiting)
    name = assignment.name
    return Part(name, name, tested, left_out=False), Part(name, f"{name}-trainings", others, left_out=True)


def _waiting(assignment: Assignment, solutions: list[Variant]) -> list[Variant]:
    networks = {solution: _network(assignment, solution) for solution in solutions if _trains(assignment, solution)}
    chosen = {name for _, name, *_ in CLASSES.get(assignment.name, ())} | {"reference"}
    for_free = {network for solution, network in networks.items() if solution.name in chosen}
    waiting = [solution for solution, network in networks.items() if network not in for_free]
    failing = _failed_by(solutions)
    while missing := failing - _failed_by(solution for solution in solutions if solution not in waiting):
        waiting.remove(max(waiting, key=lambda solution: len(solution.must_fail & missing)))
    return waiting


def _failed_by(solutions: Iterable[Variant]) -> frozenset[str]:
    return frozenset[str]().union(*(solution.must_fail for solution in solutions))


def _trains(assignment: Assignment, solution: Variant) -> bool:
    """Return whether grading gets as far as a training: what it needs is there, and fails no visible check."""
    trainings = [task.name for task in assignment.tasks if task.training]
    reached = {
        task for task in trainings if not solution.must_fail & _visible_checks(assignment, _needed(assignment, task))
    }
    return bool(reached) and not reached <= set(untouched_tasks(solution.source, assignment))


def _needed(assignment: Assignment, task: str) -> set[str]:
    needs = assignment.task(task).needs
    return set(needs).union(*(_needed(assignment, need) for need in needs))


def _visible_checks(assignment: Assignment, tasks: set[str]) -> set[str]:
    return {check.name for task in tasks for check in assignment.checks_of(task) if not check.hidden}


def _network(assignment: Assignment, solution: Variant) -> tuple[str, ...]:
    """Return the code behind the trainings: two solutions with the same share what was trained."""
    code = separable_code(solution.source)
    if code is None:
        return (solution.source,)
    asked = frozenset[str]().union(*map(assignment.names_behind, assignment.training_probes))
    return (*code.shared, *code.behind(asked))
