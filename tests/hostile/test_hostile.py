"""The hostile class: each attack goes through the real judge, gains nothing, reaches nothing, and changes nobody's record."""

import re
from collections.abc import Iterator

import pytest

from autograder.judge import Record
from autograder.results.report.class_page import class_report
from autograder.worker import Workers
from tests.conftest import needs_sandbox
from tests.support.hostile_course import (
    ATTACKS,
    CANARY,
    Course,
    announced,
    hostile_course,
    sandboxed_workers,
    shown,
)

# Those that only look, and may therefore be let loose on the machine that tests.
REACHING = [
    "reads_solutions",
    "reads_other_submissions",
    "reads_environment",
    "reads_processes",
    "reads_shared_memory",
    "asks_the_network",
    "asks_a_nameless_socket",
]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with hostile_course(tmp_path_factory.mktemp("hostile")) as course:
        yield course


@pytest.fixture(scope="module")
def sandboxed(course: Course) -> Iterator[Workers]:
    with sandboxed_workers() as workers:
        yield workers


@pytest.fixture(scope="module")
def undisturbed(course: Course, sandboxed: Workers) -> Record:
    return course.undisturbed(sandboxed)


@needs_sandbox
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_attack_gains_reaches_and_changes_nothing(attack, course, sandboxed, undisturbed):
    earned, told = announced(attack)
    effect = course.suffer(attack, sandboxed, undisturbed)
    assert (effect.record.score, effect.gained) == (earned, 0), shown(effect.record)
    assert effect.reached == (), shown(effect.record)
    assert not effect.changed
    assert re.search(told, shown(effect.record)), shown(effect.record)
    class_report(course.assignment, [effect.record]).encode()


@pytest.mark.parametrize("name", REACHING)
def test_without_the_sandbox_the_same_attack_reaches_what_it_wants(name, course, plain):
    """So the attacks are real, and the test above can fail."""
    (attack,) = (path for path in ATTACKS if path.stem == name)
    record = course.grade(course.source(attack), plain)
    assert (CANARY in record.to_json(), record.sandboxed) == (True, False)


@pytest.fixture(scope="module")
def plain() -> Iterator[Workers]:
    with Workers() as workers:
        yield workers


def test_there_are_at_least_forty_attacks():
    assert len(ATTACKS) >= 40
