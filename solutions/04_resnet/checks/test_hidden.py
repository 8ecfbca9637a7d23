"""Hidden checks: the visible ones on units that are drawn after the submission is loaded."""

from autograder import inputs, repeat

from . import test_1_units as units
from . import test_2_network as network
from .network_cases import drawn_networks

test_drawn_identity_unit = repeat(
    units.test_identity_unit_equals_the_textbook,
    points=1,
    sentence="An identity unit equals the textbook on channels, sizes and weights drawn for this run.",
)
test_drawn_wider_unit = repeat(
    units.test_wider_unit_equals_the_textbook,
    points=1,
    sentence="A unit with new channels equals the textbook on channels, sizes and weights drawn for this run.",
)
test_drawn_strided_unit = repeat(
    units.test_strided_unit_equals_the_textbook,
    points=1,
    sentence="A strided unit equals the textbook on channels, sizes and weights drawn for this run.",
)
test_drawn_bottleneck = repeat(
    units.test_bottleneck_equals_the_textbook,
    points=2,
    sentence="A bottleneck equals the textbook on channels, sizes and weights drawn for this run.",
)


@inputs("network_stages")
def drawn_stages(rng):
    """The published network is no secret; once is enough."""
    return drawn_networks(rng)


test_drawn_stages = repeat(
    network.test_stages_ask_for_the_right_units,
    points=1,
    sentence="Stages ask for the right units on depths and widths drawn for this run.",
)
test_drawn_network = repeat(
    network.test_network_answers_with_probabilities,
    points=1,
    sentence="Stem and head compute the right probabilities on a network drawn for this run.",
)
