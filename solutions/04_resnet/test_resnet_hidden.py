"""Hidden checks: the visible ones on units that are drawn after the submission is loaded."""

import test_resnet as visible

from autograder import repeat

test_drawn_identity_unit = repeat(visible.test_identity_unit_equals_the_textbook, points=1, sentence="An identity unit equals the textbook on channels, sizes and weights drawn for this run.")
test_drawn_wider_unit = repeat(visible.test_wider_unit_equals_the_textbook, points=1, sentence="A unit with new channels equals the textbook on channels, sizes and weights drawn for this run.")
test_drawn_strided_unit = repeat(visible.test_strided_unit_equals_the_textbook, points=1, sentence="A strided unit equals the textbook on channels, sizes and weights drawn for this run.")
