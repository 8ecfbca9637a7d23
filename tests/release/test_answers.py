"""The record of answers: the same each time, small, and refused where it could not be trusted."""

import pytest

from autograder.assignment import ANSWERS, load_assignment
from autograder.errors import AssignmentError, AutograderError
from autograder.judge import VISIBLE_SEED
from autograder.release import answers as recording
from autograder.release import generated_files, is_record, record_answers
from tests.support.answering import ASKING, COMPUTED, MISTAKEN, write_answering_assignment
from tests.support.small_assignment import write_small_assignment


def loaded(root, **changed):
    return load_assignment(write_answering_assignment(root, **changed), root / "solutions")


def computing(*lines):
    """Return `answers.py` with lines before its result."""
    return COMPUTED.replace("    return [", "".join(f"    {line}\n" for line in lines) + "    return [")


def test_answers_are_recorded_the_same_each_time(tmp_path):
    numbers = loaded(tmp_path)
    assert record_answers(numbers) == record_answers(load_assignment(numbers.folder, tmp_path / "solutions"))
    assert record_answers(numbers) != record_answers(numbers, seed=5)


def test_a_record_holds_answers_and_of_mistakes_fingerprints(tmp_path):
    numbers = loaded(tmp_path)
    (numbers.checks_folder / ANSWERS).write_bytes(record_answers(numbers))
    found = load_assignment(numbers.folder).recorded_answers
    assert found.seed == VISIBLE_SEED
    assert set(found.answers) == {"doubled", "doubled_lists"} and set(found.mistakes) == {"doubled"}
    (mistake,) = found.mistakes["doubled"]["all"].values()
    assert mistake.shape == (3,)


def test_what_only_hidden_checks_compare_with_is_not_recorded(tmp_path):
    hidden = 'from autograder import expect, task\n\n\n@task("double", points=1)\ndef test_hidden(doubled, answers):\n    """Hidden."""\n'
    visible = ASKING.replace("(doubled, answers, mistakes)", "(doubled)").replace(
        'equals=answers, mistakes=mistakes["all"]', "equals=1"
    )
    numbers = loaded(tmp_path, visible=visible, hidden=hidden)
    (numbers.checks_folder / ANSWERS).write_bytes(record_answers(numbers))
    found = load_assignment(numbers.folder).recorded_answers
    assert set(found.answers) == {"doubled_lists"} and not found.mistakes


def test_where_no_visible_check_asks_for_answers_a_release_generates_no_record(tmp_path):
    asking, plain = loaded(tmp_path / "asking"), load_assignment(write_small_assignment(tmp_path / "plain"))
    assert f"checks/{ANSWERS}" in generated_files(asking)
    assert f"checks/{ANSWERS}" not in generated_files(plain)


@pytest.mark.parametrize(
    "lines",
    [
        ("import random", "return [random.random()]"),
        ("import numpy", "return numpy.random.default_rng().normal(size=3)"),
        ("import time", "return time.perf_counter_ns()"),
    ],
    ids=["random", "a generator without a seed", "the clock"],
)
def test_what_differs_from_one_computation_to_the_next_is_refused(tmp_path, lines):
    with pytest.raises(AutograderError, match="Answers are recorded if they are the same each time. Those of 00_small"):
        record_answers(loaded(tmp_path, answers=computing(*lines)))


def test_mistakes_that_differ_are_refused_as_well(tmp_path):
    drawn = MISTAKEN.replace("number * number", "number * __import__('random').random()")
    with pytest.raises(AutograderError, match="differ from one computation to the next. Draw everything from `given`"):
        record_answers(loaded(tmp_path, mistakes=drawn))


def test_a_record_that_is_too_large_is_refused(tmp_path):
    large = computing("import numpy", "return numpy.random.default_rng(0).normal(size=200_000)")
    with pytest.raises(
        AutograderError, match=r"takes at most 1000000 bytes. That of 00_small_numbers takes \d{7}\. Draw"
    ):
        record_answers(loaded(tmp_path, answers=large))
    assert recording.LARGEST_BYTES == 1_000_000


def test_mistakes_told_as_they_are_are_refused(tmp_path):
    told = MISTAKEN.replace("Mistakes({", "dict({")
    with pytest.raises(
        AutograderError, match="Those of 00_small_numbers cannot be recorded: Mistakes are lists and dicts of"
    ):
        record_answers(loaded(tmp_path, mistakes=told))


def test_without_the_solution_nothing_can_be_recorded(tmp_path):
    folder = write_small_assignment(tmp_path)
    with pytest.raises(AutograderError, match="Answers are recorded from the instructors' folder, which was not given"):
        record_answers(load_assignment(folder))


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"PK nothing",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'"answers"', b'"answer5"'),
        lambda content: content.replace(b'"seed"', b'"sead"'),
    ],
    ids=["empty", "no archive", "cut", "without answers", "without a seed"],
)
def test_a_damaged_record_is_one_sentence(tmp_path, damage):
    numbers = loaded(tmp_path)
    path = numbers.checks_folder / ANSWERS
    path.write_bytes(damage(record_answers(numbers)))
    with pytest.raises(AssignmentError) as refusal:
        _ = load_assignment(numbers.folder).recorded_answers
    told = str(refusal.value)
    assert told.startswith(f"{path}: Recorded answers are what `autograder release` wrote. This file is damaged (")
    assert told.endswith("). Take it from what you were given.") and "\n" not in told


def test_a_record_is_that_of_the_code_but_for_what_another_processor_rounds(tmp_path):
    third = computing("return [number / 3 for number in given.sent['numbers']]")
    numbers = loaded(tmp_path / "here", answers=third)
    there = loaded(tmp_path / "there", answers=third.replace("/ 3", "/ 3 * (1 + 1e-9)"))
    other = loaded(tmp_path / "other", answers=third.replace("/ 3", "/ 3.1"))
    path = tmp_path / ANSWERS
    path.write_bytes(record_answers(numbers))
    assert is_record(path, record_answers(numbers)) and is_record(path, record_answers(there))
    assert not is_record(path, record_answers(other))
    assert not is_record(path, record_answers(numbers, seed=5))
    assert not is_record(tmp_path / "missing.npz", record_answers(numbers))
