"""Hidden checks: visible ones on backbones, photos and tables that are drawn after the submission is loaded."""

from . import test_1_classify as classify
from . import test_2_classifier as classifier
from . import test_4_comparison as comparison

from autograder import repeat

test_drawn_networks_classify = repeat(
    classify.test_small_networks_classify_as_computed_by_hand,
    points=2,
    sentence="Small networks classify photos as computed by hand, with sizes, ranges and weights drawn for this run.",
)
test_drawn_classifier = repeat(
    classifier.test_classifier_computes_what_it_should,
    points=1,
    sentence="The classifier gives the right probabilities on a backbone and weights drawn for this run.",
)
test_drawn_top_layers = repeat(
    classifier.test_one_step_moves_the_top_layers,
    points=1,
    sentence="One step moves exactly the top layers of backbones drawn for this run.",
)
test_drawn_calls = repeat(
    classifier.test_earlier_flags_do_not_matter,
    points=1,
    sentence="After several calls one step moves what the last one says, on backbones and calls drawn for this run.",
)
test_drawn_tables = repeat(
    comparison.test_better_takes_three_standard_errors,
    points=1,
    sentence="Better takes three standard errors of paired differences, on tables drawn for this run.",
)
