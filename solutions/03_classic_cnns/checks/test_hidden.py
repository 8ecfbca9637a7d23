"""Hidden checks: the visible ones on tables and weights that are drawn after the submission is loaded."""

from autograder import Inputs, repeat
from autograder.authoring import inputs

from . import test_1_lenet5 as lenet5
from . import test_2_normalization as normalization
from . import test_3_alexnet as alexnet
from . import test_4_vgg as vgg
from . import test_5_inception as inception
from . import test_6_googlenet as googlenet

test_drawn_lenet5 = repeat(
    lenet5.test_lenet5_equals_the_textbook,
    points=1,
    sentence="A LeNet computes the right probabilities on a table and weights drawn for this run.",
)
test_drawn_normalization = repeat(
    normalization.test_normalization_equals_the_paper,
    points=1,
    sentence="The normalisation equals the paper's formula on arguments and responses drawn for this run.",
)
test_drawn_alexnet = repeat(
    alexnet.test_alexnet_equals_the_textbook,
    points=2,
    sentence="An AlexNet computes the right probabilities on a table and weights drawn for this run.",
)
test_drawn_vgg = repeat(
    vgg.test_vgg_equals_the_textbook,
    points=1,
    sentence="A VGG computes the right probabilities on a table and weights drawn for this run.",
)
test_drawn_module = repeat(
    inception.test_module_equals_the_textbook,
    points=2,
    sentence="An Inception module equals the textbook on widths and weights drawn for this run.",
)


@inputs("googlenet_modules")
def drawn_stages(rng):
    """The published network is no secret; once is enough."""
    return Inputs(sent={"cases": [googlenet.drawn_googlenet(rng)]})


test_drawn_stages = repeat(
    googlenet.test_stages_ask_for_the_right_modules,
    points=1,
    sentence="Stages ask for the right modules on a table drawn for this run.",
)
test_drawn_googlenet = repeat(
    googlenet.test_googlenet_equals_the_textbook,
    points=1,
    sentence="A GoogLeNet computes the right probabilities on a table and weights drawn for this run.",
)
