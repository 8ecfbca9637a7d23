"""Facts that are wrong are told apart: a known mistake is named, and an unknown one gets the help alone."""

import numpy as np
import pytest

from autograder import expect, giving_all, signs
from autograder.authoring import CheckFailed

HELP = "The mean of each map."
SUMS, MEANS = np.array([2.0, 4.0]), np.array([1.0, 2.0])


def told(received, **expected):
    with pytest.raises(CheckFailed) as failed:
        expect(received, **expected, help=HELP)
    return failed.value.help_line


@pytest.mark.parametrize("sums", [SUMS, lambda: SUMS], ids=["a value", "a function"])
@pytest.mark.parametrize(
    "wanted", [{"close_to": MEANS}, {"equals": MEANS}, {"at_most": 1.0}], ids=lambda wanted: next(iter(wanted))
)
def test_a_known_mistake_is_named_before_the_help(sums, wanted):
    assert (
        told(SUMS, **wanted, mistakes={"Not this one.": MEANS * 3, "These are sums.": sums})
        == f"These are sums. {HELP}"
    )


@pytest.mark.parametrize("received", [SUMS + 1, SUMS[:1], "sums", None, np.array([np.nan, 4.0])], ids=str)
def test_what_is_no_known_mistake_is_not_called_one(received):
    assert told(received, close_to=MEANS, mistakes={"These are sums.": SUMS}) == HELP


def test_near_is_near_enough_only_where_numbers_may_differ():
    mistakes = {"This is one too many.": 3}
    assert told(3.00001, close_to=2, mistakes=mistakes) == f"This is one too many. {HELP}"
    assert told(3.00001, equals=2, mistakes=mistakes) == HELP


def test_a_right_fact_is_right_though_a_mistake_would_give_the_same():
    expect(MEANS, close_to=MEANS, mistakes={"These are sums.": lambda: pytest.fail("computed in vain")}, help=HELP)


@pytest.mark.parametrize("holds", [True, lambda: np.bool_(1)], ids=["known", "asked"])
def test_a_sign_that_holds_is_told_whatever_was_received(holds):
    mistakes = {"These are sums.": SUMS} | signs({"Not this one.": False, "Nothing was averaged.": holds})
    assert told(np.array([np.nan]), close_to=MEANS, mistakes=mistakes) == f"Nothing was averaged. {HELP}"
    assert told(SUMS, close_to=MEANS, mistakes=mistakes) == f"These are sums. {HELP}"


def test_no_sign_is_looked_for_where_the_fact_is_right():
    expect(MEANS, close_to=MEANS, mistakes=signs({"Sums?": lambda: pytest.fail("looked for in vain")}), help=HELP)


KNOWN = [("Sums.", [6.0, 4.0]), ("Doubles.", [6.0, 2.0]), ("Too large.", [6.0, 4.0])]


@pytest.mark.parametrize(
    ("received", "named"),
    [
        # In the first case alone all three give the same.
        ([6.0, 4.0], ["Sums. Or: Too large."]),
        ([6.0, 2.0], ["Doubles."]),
        ([6.0, 3.0], []),
        ([6.0, None], []),
        ([6.00001, 4.0], ["Sums. Or: Too large."]),
    ],
)
def test_a_mistake_is_named_only_if_it_gives_all_facts(received, named):
    assert list(giving_all(received, KNOWN, tolerance=1e-4)) == named
    assert list(giving_all(received, KNOWN)) == (named if received[0] == 6 else [])


def test_numbers_above_one_may_differ_in_proportion():
    assert giving_all([50_001.0], [("Squares.", [50_000.0])], tolerance=1e-4)
    assert not giving_all([50_006.0], [("Squares.", [50_000.0])], tolerance=1e-4)
