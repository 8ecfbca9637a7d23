"""What assignments are written with: checks, inputs, answers, what is expected, pictures.

Facts of Keras models are for probes, and have modules of their own (`keras_facts`, `keras_movement`): the judge imports no framework.
"""

from autograder.authoring.checks import (
    OFFERED,
    Check,
    answers,
    inputs,
    mistakes,
    parameters_of,
    probes_of,
    repeat,
    task,
)
from autograder.authoring.comparing import CheckFailed, expect, giving_all, signs
from autograder.authoring.fingerprints import (
    AnyOf,
    EachCase,
    Mistakes,
    any_of,
    largest_difference,
    same,
)
from autograder.authoring.given import Inputs
from autograder.authoring.pictures import (
    Curves,
    Drawing,
    Illustration,
    Maps,
    Matrix,
    Network,
    Photos,
    Picture,
    answers_on_photos,
    confusion,
    most_confused,
    picture,
)
from autograder.authoring.recording import (
    FINGERPRINT,
    answers_to_record,
    as_answers,
    as_mistakes,
    from_record,
    mistakes_to_record,
)
from autograder.authoring.weights import draw_weights
from autograder.authoring.wording import show

__all__ = [
    "AnyOf",
    "Check",
    "CheckFailed",
    "Curves",
    "Drawing",
    "EachCase",
    "FINGERPRINT",
    "Illustration",
    "Inputs",
    "Maps",
    "Matrix",
    "Mistakes",
    "Network",
    "OFFERED",
    "Photos",
    "Picture",
    "answers",
    "answers_on_photos",
    "answers_to_record",
    "any_of",
    "as_answers",
    "as_mistakes",
    "confusion",
    "draw_weights",
    "expect",
    "from_record",
    "giving_all",
    "inputs",
    "largest_difference",
    "mistakes",
    "mistakes_to_record",
    "most_confused",
    "parameters_of",
    "picture",
    "probes_of",
    "repeat",
    "same",
    "show",
    "signs",
    "task",
]
