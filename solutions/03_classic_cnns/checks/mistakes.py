"""What known mistakes give, for any inputs of the probes."""

from functools import partial

from autograder import EachCase, Mistakes, any_of, mistakes

from . import wrong_counts, wrong_networks
from .cases import SHARE_TOLERANCE, in_percent
from .in_numpy import GROUPINGS, alexnet, googlenet, lenet5, log_probabilities, vgg
from .sizes import modules_asked
from .wrong_modules import inception_mistakes
from .wrong_normalizations import PUBLISHED, forgotten_arguments, normalization_mistakes, others_defaults

NEVER_CALLED = "The argument `module` was never called: the modules were made without it."
# Before which stages the maps are pooled, counted from 0.
OTHER_POOLINGS = {
    "A pooling is missing before the first stage. It prepares a stage; it does not end one.": lambda stage: stage > 0,
    "Between the stages nothing is pooled.": lambda stage: stage == 0,
}
SOFTMAX_TWICE = "Softmax stands here twice."
NOTHING_DROPPED = "Nothing is dropped in training."
# What is silenced of the outputs behind two hidden dense layers.
OTHER_SHARES = {
    NOTHING_DROPPED: 0.0,
    "One dropout of one half shows here, not two: one is missing, or stands before the hidden layers instead of behind them.": 0.5,
    "These are two dropouts of 40 %, GoogLeNet's share.": 1 - 0.6**2,
    "Three dropouts of one half give this share, and there are two hidden layers.": 1 - 0.5**3,
}
GOOGLENETS_OTHER_SHARES = {
    NOTHING_DROPPED: 0.0,
    "Here 40 % are kept. Keras' `rate` is the share that is dropped.": 0.6,
    "This drops half of the values, AlexNet's share.": 0.5,
}


@mistakes("lenet5_size")
def counts_of_lenet5(given):
    return Mistakes(wrong_counts.LENET5)


@mistakes("alexnet_size")
def counts_of_alexnet(given):
    return Mistakes(wrong_counts.ALEXNET)


@mistakes("vgg_size")
def counts_of_vgg(given):
    return Mistakes(wrong_counts.VGG16)


@mistakes("googlenet_size")
def counts_of_googlenet(given):
    return Mistakes(wrong_counts.GOOGLENET)


@mistakes("inception_size")
def counts_of_modules(given):
    return Mistakes(wrong_counts.parameters_of_wrong_modules(given.sent["cases"]))


@mistakes("alexnet_maps")
def maps_of_alexnet(given):
    return Mistakes(wrong_counts.values_of_wrong_alexnets(given.sent))


@mistakes("googlenet_modules")
def modules_of_googlenet(given):
    """Return for each case what is asked instead: filters and maps, each by the sentence of the mistake."""
    return [{name: _asked_instead(case, name) for name in ("filters", "maps")} for case in given.sent["cases"]]


def _asked_instead(case, name):
    others = {sentence: modules_asked(case, pooled) for sentence, pooled in OTHER_POOLINGS.items()}
    named = {sentence: [module[name] for module in modules] for sentence, modules in others.items()}
    return Mistakes({NEVER_CALLED: [], **named})


@mistakes("lenet5_outputs")
def outputs_of_lenet5(given):
    return _outputs_of_each(wrong_networks.LENETS, lenet5, given)


@mistakes("alexnet_outputs")
def outputs_of_alexnet(given):
    return _outputs_of_each(wrong_networks.ALEXNETS, alexnet, given, GROUPINGS)


@mistakes("vgg_outputs")
def outputs_of_vgg(given):
    return _outputs_of_each(wrong_networks.VGGS, vgg, given)


@mistakes("googlenet_outputs")
def outputs_of_googlenet(given):
    return _outputs_of_each(wrong_networks.GOOGLENETS, googlenet, given)


def _outputs_of_each(wrong, right, given, kinds=({},)):
    """Return for each case the logarithms of wrong networks' probabilities, computed only where a fact is wrong.

    Args:
        wrong: what computes them, by the sentence that says so; one softmax too many is added.
        right: what computes the right network's.
        kinds: the keywords of each kind in which a network comes.
    """
    networks = wrong | {SOFTMAX_TWICE: partial(wrong_networks.with_softmax_twice, right)}
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [
        Mistakes(
            {sentence: partial(log_probabilities, made, images, case, kinds) for sentence, made in networks.items()}
        )
        for case, images in cases
    ]


@mistakes("inception_outputs")
def outputs_of_modules(given):
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [Mistakes(inception_mistakes(images, case)) for case, images in cases]


@mistakes("normalization_outputs")
def normalized_responses(given):
    cases = zip(given.sent["options"], given.sent["images"], strict=True)
    return [Mistakes(normalization_mistakes(images, **options)) for options, images in cases]


@mistakes("normalization_defaults")
def responses_normalized_by_default(given):
    return [
        Mistakes(normalization_mistakes(images, **PUBLISHED) | others_defaults(images))
        for images in given.sent["images"]
    ]


@mistakes("normalization_saved")
def responses_normalized_after_loading(given):
    cases = zip(given.sent["options"], given.sent["images"], strict=True)
    return [Mistakes(forgotten_arguments(images, options)) for options, images in cases]


@mistakes("alexnet_dropped", "vgg_dropped")
def silenced_by_other_dropouts(given):
    return _in_percent(OTHER_SHARES)


@mistakes("googlenet_dropped")
def silenced_by_googlenets_other_dropouts(given):
    return _in_percent(GOOGLENETS_OTHER_SHARES)


def _in_percent(shares):
    """Return every number of per cent that is as near to a share as chance leaves it: of a single number that is only close, a
    fingerprint cannot tell it.
    """
    around = in_percent(SHARE_TOLERANCE)
    return Mistakes(
        {
            sentence: EachCase([any_of(*range(in_percent(share) - around, in_percent(share) + around + 1))])
            for sentence, share in shares.items()
        }
    )
