"""What a run asks follows from its seed alone; what must come out is computed, or read from what was recorded."""

import numpy as np
import pytest

from autograder.assignment import load_assignment
from autograder.authoring import expect
from autograder.judge import VISIBLE_SEED, Outcome, question_of
from autograder.judge.questions import seed_of_hidden_cases
from tests.support.answering import ASKING, COMPUTED, MISTAKEN, SQUARES, with_record, write_answering_assignment
from tests.support.grading import first_bad_check, grade, outcomes
from tests.support.small_assignment import LARGE_HIDDEN, RIGHT, TOML, VISIBLE, write_small_assignment

SQUARED = RIGHT.replace("number + number", "number * number")


def loaded(root, **changed):
    return load_assignment(write_small_assignment(root, **changed), root / "solutions")


def answering(root, **changed):
    return load_assignment(write_answering_assignment(root, **changed), root / "solutions")


def asked(assignment, name, seed):
    check = next(check for check in assignment.checks if check.name == name)
    return question_of(assignment, check, seed, assignment.profile("cpu"))


# Inputs


def test_equal_seeds_ask_the_same_and_others_something_else(tmp_path):
    numbers = loaded(tmp_path)
    again = load_assignment(numbers.folder, tmp_path / "solutions")
    assert asked(numbers, "test_doubles", 3).given == asked(again, "test_doubles", 3).given
    assert len({repr(asked(numbers, "test_doubles", seed).given) for seed in range(8)}) > 4


def test_probes_are_asked_independently_of_each_other(tmp_path):
    numbers = loaded(tmp_path)
    first, second = asked(numbers, "test_doubles", 3), asked(numbers, "test_doubles_a_list", 3)
    assert (first.probe, second.probe) == ("doubled", "doubled_lists")
    assert first.given != second.given and first.worker_seed != second.worker_seed


def test_the_workers_seed_is_another_than_the_runs(tmp_path):
    """Else student code could draw what the judge draws, labels and hidden cases included."""
    numbers = loaded(tmp_path)
    seeds = [asked(numbers, "test_doubles", seed).worker_seed for seed in range(100)]
    assert len(set(seeds)) == 100 and not set(seeds) & set(range(100))
    assert all(0 <= seed < 2**32 for seed in seeds)


def test_a_class_is_asked_once(tmp_path):
    numbers = loaded(tmp_path)
    assert asked(numbers, "test_doubles", 3) is asked(numbers, "test_doubles", 3)


def test_a_hidden_check_of_the_visible_kind_judges_the_same_facts(tmp_path):
    numbers = loaded(tmp_path)
    assert asked(numbers, "test_doubles_drawn_numbers", 3).key == asked(numbers, "test_doubles", 3).key


def test_a_hidden_check_with_cases_of_its_own_has_its_own_draw(tmp_path):
    numbers = loaded(tmp_path, hidden=LARGE_HIDDEN)
    visible, hidden = (asked(numbers, name, 3) for name in ("test_doubles", "test_doubles_drawn_numbers"))
    assert max(visible.given.sent["numbers"]) < 100 <= min(hidden.given.sent["numbers"])
    assert hidden.key != visible.key
    assert hidden.key != asked(numbers, "test_doubles", 3).key
    assert seed_of_hidden_cases(3) > 2**200


def test_a_probe_without_inputs_is_asked_with_none(tmp_path):
    toml = TOML.replace("points = 3", "points = 4")
    visible = VISIBLE + '\n\n@task("double", points=1)\ndef test_lone(lone):\n    """Lone."""\n'
    numbers = loaded(
        tmp_path,
        toml=toml,
        visible=visible,
        probe="def lone(s, g): ...\ndef doubled(s, g): ...\ndef doubled_lists(s, g): ...\n",
    )
    assert asked(numbers, "test_lone", 3).given.sent == {}


# Answers


def test_with_the_solution_answers_are_computed_for_what_is_asked(tmp_path):
    numbers = answering(tmp_path)
    for seed in (VISIBLE_SEED, 3, 4):
        question = asked(numbers, "test_doubles", seed)
        assert question.answers == [2 * number for number in question.given.sent["numbers"]]
        assert question.mistakes["all"] == {SQUARES: [number**2 for number in question.given.sent["numbers"]]}


def test_answers_are_as_a_record_gives_them_back(tmp_path):
    computed = COMPUTED.replace(
        "    return [", "    import numpy\n    return {1: numpy.float32(0.5), 'all': (1, 2)}\n    return ["
    )
    found = asked(answering(tmp_path, answers=computed), "test_doubles", 3).answers
    assert found == {"1": 0.5, "all": [1, 2]} and type(found["1"]) is float and type(found["all"]) is list


def test_only_what_a_check_asks_for_is_computed(tmp_path):
    counted = "computed = []\n" + COMPUTED.replace("    return [", "    computed.append(1)\n    return [")
    broken = MISTAKEN.replace("    return {", "    raise RuntimeError('computed in vain')\n    return {")
    asking = ASKING.replace("(doubled, answers, mistakes)", "(doubled, answers)").replace(
        ' mistakes=mistakes["all"],', ""
    )
    numbers = answering(tmp_path, answers=counted, mistakes=broken, visible=asking)
    question = asked(numbers, "test_doubles", 3)
    computed = question.assignment.answer_files.answers["doubled"].__globals__["computed"]
    question.offered(lambda doubled, given: None, [], numbers.profile("cpu"))
    assert computed == []
    for _ in range(2):
        question.offered(lambda doubled, answers: None, [], numbers.profile("cpu"))
    assert computed == [1]


def test_answers_that_cannot_be_computed_are_the_graders_error(tmp_path, workers):
    broken = COMPUTED.replace("    return [", "    1 / 0\n    return [")
    check = first_bad_check(grade(answering(tmp_path, answers=broken), RIGHT, workers))
    assert (check.outcome, check.help) == (Outcome.GRADER_ERROR, "What must come out could not be computed.")
    assert "ZeroDivisionError" in check.traceback


# Recorded answers


def test_without_the_solution_what_is_compared_is_asked_as_it_was_recorded(tmp_path):
    write_answering_assignment(tmp_path)
    numbers = with_record(tmp_path, VISIBLE_SEED)
    for seed in (VISIBLE_SEED, 3, 12):
        question = asked(numbers, "test_doubles", seed)
        assert question.given == asked(numbers, "test_doubles", VISIBLE_SEED).given
        assert question.answers == [2 * number for number in question.given.sent["numbers"]]


def test_without_the_solution_what_needs_no_answers_follows_the_runs_seed(tmp_path):
    asking = ASKING.replace("test_doubles_a_list(doubled_lists, answers)", "test_doubles_a_list(doubled_lists, given)")
    write_answering_assignment(tmp_path, visible=asking)
    numbers = with_record(tmp_path, VISIBLE_SEED)
    assert len({repr(asked(numbers, "test_doubles", seed).given) for seed in range(8)}) == 1
    assert len({repr(asked(numbers, "test_doubles_a_list", seed).given) for seed in range(8)}) > 4


def test_the_recorded_seed_counts_whichever_it_is(tmp_path):
    write_answering_assignment(tmp_path)
    with_solution = load_assignment(tmp_path / "assignments" / "00_small_numbers", tmp_path / "solutions")
    numbers = with_record(tmp_path, 12)
    assert asked(numbers, "test_doubles", VISIBLE_SEED).given == asked(with_solution, "test_doubles", 12).given


def test_with_the_solution_a_record_lying_there_is_not_asked(tmp_path):
    write_answering_assignment(tmp_path)
    with_record(tmp_path, 12)
    numbers = load_assignment(tmp_path / "assignments" / "00_small_numbers", tmp_path / "solutions")
    assert asked(numbers, "test_doubles", 3).given != asked(numbers, "test_doubles", 12).given


def test_students_are_told_the_same_as_instructors(tmp_path, workers):
    """Marks, and the mistake that is named: recognised by its fingerprint where it cannot be computed."""
    instructors = answering(tmp_path)
    students = with_record(tmp_path, VISIBLE_SEED)
    for source in (RIGHT, SQUARED, RIGHT.replace("number + number", "number - 1")):
        there, here = (grade(one, source, workers, VISIBLE_SEED) for one in (instructors, students))
        assert outcomes(there) == outcomes(here)
        told = [
            [(check.expected, check.received, check.help) for check in record.tasks[0].checks[:1]]
            for record in (there, here)
        ]
        assert told[0] == told[1]
    assert first_bad_check(grade(students, SQUARED, workers)).help == f"{SQUARES} Two times the number."


def test_a_kit_without_its_record_says_so_and_nobody_else_needs_it(tmp_path, workers):
    """A machine of a cluster has neither record nor answers: what it is asked for are facts."""
    students = load_assignment(write_answering_assignment(tmp_path))
    check = first_bad_check(grade(students, RIGHT, workers))
    assert check.outcome is Outcome.GRADER_ERROR
    assert "A check compares with answers for 'doubled'; there are none recorded. Take the file" in check.help


def test_any_answer_of_several_is_right_and_the_nearest_is_told(tmp_path):
    several = COMPUTED.replace("import answers", "import answers, any_of").replace(
        "    return [", "    return any_of([1.0, 2.0], [5.0, 6.0])\n    return ["
    )
    found = asked(answering(tmp_path, answers=several), "test_doubles", 3).answers
    for right in ([1.0, 2.0], [5.0, 6.0]):
        expect(np.array(right), close_to=found, help="?")
    with pytest.raises(Exception, match=r"expected \(5, 6\)"):
        expect(np.array([5.0, 7.0]), close_to=found, help="?")
