"""What the class page tells: figures of checks by hand, and which submissions are alike."""

import numpy as np
import pytest

from autograder.proof import known_solutions
from autograder.results.report.similarity import fingerprints, similar_pairs, tokens
from autograder.results.report.statistics import check_figures, correlation, distribution
from autograder.submission.reading import _CELL
from tests.support.reports import drawn_class, drawn_record

ABILITIES = (0.05, 0.2, 0.4, 0.6, 0.6, 0.9)


def records():
    return [drawn_record(f"student_{number}", ability) for number, ability in enumerate(ABILITIES)]


def test_pass_rate_and_reach_are_counted():
    figures = {one.check.name: (one.passed, one.reached, one.submissions) for one in check_figures(records())}
    assert figures == {
        "test_first_0": (5, 6, 6),
        "test_first_1": (4, 6, 6),
        "test_second_0": (3, 4, 6),
        "test_second_1": (1, 4, 6),
    }


def test_separation_is_the_correlation_with_the_points_of_the_other_checks():
    hardest = check_figures(records())[-1]
    passed, others = [0, 0, 0, 0, 0, 1], [0, 2, 4, 6, 6, 6]
    mean_passed, mean_failed = 6.0, np.mean([0, 2, 4, 6, 6])
    # The point-biserial coefficient by its textbook formula, with the deviation of all.
    by_hand = (mean_passed - mean_failed) / np.std(others) * np.sqrt(1 / 6 * 5 / 6)
    assert hardest.separation == pytest.approx(by_hand)
    assert np.mean(passed) == pytest.approx(1 / 6)


def test_nothing_is_said_where_nothing_separates():
    assert correlation(np.ones(5), np.arange(5.0)) is None
    assert [one.separation for one in check_figures([drawn_record("ada", 0.9)])] == [None] * 4


def test_time_of_a_check_is_the_median():
    figures = check_figures(records(), {"test_first_0": [1.0, 2.0, 30.0]})
    assert [one.seconds for one in figures] == [2.0, None, None, None]


def test_each_submission_stands_in_one_bar():
    bars = distribution(drawn_class(200))
    assert sum(bar.count for bar in bars) == 200
    assert [(bar.low, bar.high) for bar in bars][::9] == [(0.0, 0.8), (7.2, 8.0)]


# Likeness

ORIGINAL = '''
def mean_of(numbers):
    """Return the mean."""
    total = 0
    for number in numbers:
        # One after the other.
        total = total + number * 2 if number > 10 else total + number
    if not numbers:
        raise ValueError("no numbers")
    middle = [value for value in numbers if value is not None and value >= total / len(numbers)]
    return {"mean": total / len(numbers), "above": middle, "count": len(middle) ** 2}
'''
DISGUISED = (
    ORIGINAL.replace("number", "x")
    .replace("total", "t")
    .replace("# One after the other.", "# something else")
    .replace('"""Return the mean."""', "'''Mean.'''")
    .replace("10", "11")
)
OTHER = """
def mean_of(numbers):
    if len(numbers) == 0:
        raise ValueError
    while numbers:
        first, *numbers = sorted(numbers, key=lambda one: -one)
        try:
            assert first is not numbers
        except AssertionError as error:
            print(error, sep="")
            continue
        with open(first) as stream, open("b") as second:
            yield from (line.strip() for line in stream if line not in second)
    return sum(numbers[1:-1:2]) / max(len(numbers), 1) if numbers else None
"""


def test_a_copy_with_other_names_comments_and_layout_is_found():
    assert tokens(ORIGINAL) == tokens(DISGUISED)
    (pair,) = similar_pairs({"ada": ORIGINAL, "bob": OTHER, "cy": DISGUISED})
    assert (pair.left, pair.right, pair.share, pair.identical) == ("ada", "cy", 1.0, False)


def test_the_same_text_is_called_so():
    (pair,) = similar_pairs({"ada": ORIGINAL, "cy": ORIGINAL})
    assert pair.identical


def test_what_was_handed_out_does_not_count():
    added = "\n\n" + OTHER
    shared, own = (
        similar_pairs({"ada": ORIGINAL, "bob": ORIGINAL + added}, at_least=0.0),
        similar_pairs({"ada": ORIGINAL + added, "bob": ORIGINAL}, stub=ORIGINAL, at_least=0.0),
    )
    assert shared[0].share > 0.4
    assert own == []


def test_what_is_no_python_has_the_tokens_up_to_where_it_breaks():
    assert fingerprints(ORIGINAL + "\n'''never ends") >= fingerprints(ORIGINAL)
    assert fingerprints("") == fingerprints("\0\ud800 (") == set()


def test_solutions_of_their_own_are_not_alike(resnet):
    """Known solutions share the reference but for what each does differently; of that alone little may be alike."""
    sources = {one.name: one.source for one in known_solutions(resnet) if one.name.startswith("right/")}
    reference = next(one.source for one in known_solutions(resnet) if one.name == "reference")
    own = {name: _own_part(source, reference) for name, source in sources.items()}
    pairs = similar_pairs(own, resnet.stub_source or "")
    assert len(pairs) <= 0.05 * len(own) * (len(own) - 1) / 2, pairs


def _own_part(source, reference):
    cells = set(reference.split("# %% "))
    return "".join(cell for cell in source.split("# %% ") if cell not in cells and not _CELL.match(cell))
