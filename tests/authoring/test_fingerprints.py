"""Fingerprints: a mistake's value is recognised by what is recorded of it, and cannot be read from it."""

import itertools
import math
import re

import numpy as np
import pytest

from autograder import EachCase, Mistakes, any_of, expect, giving_all, signs
from autograder.assignment.recorded_answers import read_recorded_answers, recorded
from autograder.authoring import CheckFailed, answers_to_record, as_answers, from_record, mistakes_to_record, same
from autograder.authoring.fingerprints import digest_of, fingerprint, is_close
from autograder.facts import decode, encode

HELP = "Look again."
DRAWN = np.random.default_rng(5)
NUMBERS = {
    "a scalar": 3.25,
    "a whole number": -7,
    "zero": 0.0,
    "two numbers": np.array([0.5, -2.0]),
    "a list": [1.0, 2.0, 4.0],
    "an image": DRAWN.normal(size=(7, 5, 3)),
    "many numbers": DRAWN.normal(scale=100.0, size=5000),
    "nothing": np.zeros((0, 3)),
    "nested lists": [[1, 2], [3, 4]],
}
each_number = pytest.mark.parametrize("value", NUMBERS.values(), ids=NUMBERS)
# Of nothing nothing can differ but the shape.
each_that_can_differ = pytest.mark.parametrize("value", [one for one in NUMBERS.values() if np.size(one)])
# What `same` compares, each entry different from all others.
PLAIN = [
    0,
    1,
    -1,
    0.5,
    True,
    False,
    None,
    "",
    "1",
    "one",
    [],
    [1],
    [1, 2],
    [2, 1],
    [[1], [2]],
    [[1, 2]],
    ["1"],
    [None],
    {},
    {"a": 1},
    {"b": 1},
    {"a": [1]},
    math.inf,
    -math.inf,
]


@each_number
@pytest.mark.parametrize("tolerance", [1e-6, 1e-2])
def test_what_lies_within_the_tolerance_is_recognised(value, tolerance):
    recorded_value = fingerprint(value)
    assert recorded_value.is_close(value, tolerance)
    for seed in range(50):
        errors = np.random.default_rng(seed).uniform(-tolerance, tolerance, np.shape(value))
        assert recorded_value.is_close(np.asarray(value) + errors, tolerance)


@each_that_can_differ
@pytest.mark.parametrize("tolerance", [1e-6, 1e-2])
def test_what_differs_throughout_is_not_recognised(value, tolerance):
    for seed in range(50):
        errors = tolerance * np.random.default_rng(seed).choice([-30, 30], np.shape(value))
        assert not fingerprint(value).is_close(np.asarray(value) + errors, tolerance)


@each_that_can_differ
def test_values_that_are_all_too_large_are_not_recognised(value):
    """A direction across which nothing changes may be the only one of a few numbers."""
    for offset in (0.3, 1.0, -2.0):
        assert not fingerprint(value).is_close(np.abs(value) + abs(offset), 1e-2)


def test_one_wrong_number_of_many_is_noticed_where_it_is_far_off():
    image = np.array(NUMBERS["an image"])
    wrong = image.copy()
    wrong[3, 2, 1] += 5.0
    assert not fingerprint(image).is_close(wrong, 1e-4)


@each_number
def test_another_shape_is_not_recognised(value):
    for other in (np.expand_dims(np.asarray(value), 0), "text", None, [[1], [2, 3]], {"a": 1}):
        assert not fingerprint(value).is_close(other, 1e9)


def test_nothing_of_one_shape_is_not_nothing_of_another():
    assert fingerprint(np.zeros((0, 3))).is_close(np.zeros((0, 3)), 1e-4)
    assert not fingerprint(np.zeros((0, 3))).is_close(np.zeros((3, 0)), 1e-4)


@pytest.mark.parametrize("value", [math.nan, np.array([1.0, math.nan]), [math.nan, 2.0]], ids=str)
def test_a_nan_is_close_to_nothing_and_equals_nothing(value):
    """As with values that are computed: a network that lost its numbers shows no particular mistake."""
    found = fingerprint(value)
    assert not found.is_close(value, 1.0) and not is_close(value, value, 1.0)
    assert not found.equals(value) and not same(value, value)
    assert not fingerprint(1.0).is_close(math.nan, 1.0)


@pytest.mark.parametrize("value", ["text", None, ["a", None], {"shape": [2, 3]}, [[1], [2, 3]]], ids=str)
def test_what_is_no_number_is_recognised_where_it_is_equal(value):
    found = fingerprint(value)
    assert found.shape is None
    assert found.equals(value)
    assert not found.equals([value]) and not found.is_close(value, 1.0)


def test_a_digest_is_equal_where_same_says_so():
    for (left, one), (right, other) in itertools.product(enumerate(PLAIN), repeat=2):
        assert same(one, other) is (left == right), (one, other)
        assert (digest_of(one) == digest_of(other)) is (left == right), (one, other)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (5, 5.0),
        ((1, 2), [1, 2]),
        ([1.0, (2, 3)], (1, [2.0, 3])),
        (np.float64(2.5), 2.5),
        (np.int64(3), 3.0),
        (np.arange(3), np.arange(3.0)),
        (np.arange(3), [0, 1, 2]),
        ({"a": (1,)}, {"a": [1.0]}),
        (10**20, 1e20),
    ],
    ids=str,
)
def test_what_same_takes_for_equal_has_an_equal_digest(received, expected):
    assert same(received, expected)
    assert fingerprint(expected).equals(received)


# Records


def there_and_back(value):
    """Return what becomes of a record's value when it is written and read."""
    return decode(encode(value), trusted=True)


ANSWERS = {
    "a number": 3,
    "an array": np.arange(6.0).reshape(2, 3),
    "several": any_of(np.arange(2.0), np.ones(2)),
    "cases": [{"shape": (2, 3), "kind": "max"}, any_of("a", ["b", 1])],
    "a NumPy number": np.float32(0.5),
}


def test_answers_come_back_as_they_are_compared():
    read, computed = from_record(there_and_back(answers_to_record(ANSWERS))), as_answers(ANSWERS)
    assert list(read) == list(computed)
    for name, value in computed.items():
        assert type(read[name]) is type(value), name
    assert same(read["cases"][0], computed["cases"][0])
    for right in (np.arange(2.0), np.ones(2)):
        expect(right, close_to=read["several"], help=HELP)
    for right in ("a", ["b", 1]):
        expect(right, equals=read["cases"][1], help=HELP)
    with pytest.raises(CheckFailed):
        expect("c", equals=read["cases"][1], help=HELP)


SECRET = np.array([0.123456789, 9.87654321, -5.5])
MISTAKES = {
    "outputs": Mistakes({"These are sums.": SECRET, "These are doubled.": lambda: 2 * SECRET})
    | signs({"Nothing was averaged.": lambda: True}),
    "cases": [Mistakes({"One too many.": any_of(3, 17), "Each by itself.": EachCase([41, None])})],
}


def told(received, mistakes, **expected):
    with pytest.raises(CheckFailed) as failed:
        expect(received, **expected, mistakes=mistakes, help=HELP)
    return failed.value.help_line


@pytest.fixture(params=["computed", "recorded"])
def mistakes(request):
    """The same mistakes, as an instructor's kit computes them, and as a student's reads them."""
    return MISTAKES if request.param == "computed" else from_record(there_and_back(mistakes_to_record(MISTAKES)))


def test_recorded_mistakes_are_named_as_computed_ones_are(mistakes):
    right = np.zeros(3)
    assert told(SECRET + 1e-6, mistakes["outputs"], close_to=right) == f"These are sums. {HELP}"
    assert told(2 * SECRET, mistakes["outputs"], close_to=right) == f"These are doubled. {HELP}"
    assert told(SECRET + 1, mistakes["outputs"], close_to=right) == f"Nothing was averaged. {HELP}"
    assert told(17, mistakes["cases"][0], equals=2) == f"One too many. {HELP}"
    assert told(18, mistakes["cases"][0], equals=2) == HELP


def test_recorded_mistakes_of_several_cases_are_named_as_computed_ones_are(mistakes):
    each = [(sentence, given) for sentence, given in mistakes["cases"][0].items() if isinstance(given, EachCase)]
    assert list(giving_all([41, 5], each)) == ["Each by itself."]
    assert list(giving_all([40, 5], each)) == []


def test_a_record_tells_no_value_of_a_mistake():
    """Not as text, nor as bytes of a number. Of several numbers the largest is told, which says how large a tolerance is."""
    words = Mistakes({"It is called so.": "a wrong name", "These are named.": [{"kind": "another name"}, "third"]})
    written = recorded(0, {}, {"outputs": MISTAKES["outputs"], "words": words})
    largest = np.argmax(np.abs(SECRET))
    for number in np.delete(np.concatenate([SECRET, 2 * SECRET]), [largest, largest + len(SECRET)]):
        assert np.float64(number).tobytes() not in written
        assert np.float32(number).tobytes() not in written
        assert repr(float(number)).encode() not in written
    assert not re.search(rb"a wrong name|another name|third", written)
    assert b"These are named." in written


@pytest.mark.parametrize(
    "leaking",
    [{"outputs": 3}, {"outputs": [np.ones(2)]}, {"outputs": {"sums": 3.5}}, {"outputs": [Mistakes(), "text"]}],
    ids=str,
)
def test_a_value_that_is_no_mistakes_is_refused_rather_than_told(leaking):
    with pytest.raises(TypeError, match="Mistakes are lists and dicts of `Mistakes`. Received"):
        recorded(0, {}, leaking)


def test_a_record_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "answers.npz"
    path.write_bytes(recorded(11, {"outputs": ANSWERS}, MISTAKES))
    read = read_recorded_answers(path)
    assert (read.seed, list(read.answers), list(read.mistakes)) == (11, ["outputs"], ["outputs", "cases"])
    assert same(read.answers["outputs"]["an array"], ANSWERS["an array"])


def test_equal_answers_give_equal_bytes():
    assert recorded(1, ANSWERS, MISTAKES) == recorded(1, as_answers(ANSWERS), MISTAKES)
