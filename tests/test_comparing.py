"""Facts that are wrong are told apart: a known mistake is named, and an unknown one gets the help alone."""

import numpy as np
import pytest

from autograder import expect
from autograder.comparing import CheckFailed

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
