"""What known mistakes in freezing, unfreezing and training in two phases give: each by the sentence that names it."""

from autograder import EachCase, Mistakes, any_of, mistakes

from .in_numpy import described_weights, learning_weights

STILL = "What an earlier call let learn still learns."


def together(pairs):
    """Return mistakes from pairs (sentence, list): those that give the same share what is said."""
    sentences = {}
    for sentence, value in pairs:
        sentences.setdefault(tuple(value), {})[sentence] = None
    found = {}
    for value, named in sentences.items():
        found.setdefault(" Or: ".join(named), []).append(list(value))
    return Mistakes({sentence: any_of(*values) for sentence, values in found.items()})


@mistakes("unfrozen_steps", "unfrozen_again", "unfrozen_edges")
def wrong_steps(given):
    """Return for each backbone, for each of its calls, which weights, kernels and normalisations a step moves by mistake."""
    return [[_of_step(case, done + 1) for done in range(len(case["calls"]))] for case in given.sent["cases"]]


def _of_step(case, done):
    everything = [name for name, _ in described_weights(case)]
    whole = "The whole backbone learned, normalisations included, as if it were one layer."
    return {
        "weights": Mistakes({whole: EachCase([everything])}),
        "kernels": _of_kernels(case, case["calls"][:done]),
        "normalizations": _of_normalizations(case, case["calls"][done - 1] or 0),
    }


def _of_kernels(case, calls):
    """Return which kernels of the backbone a step moves by mistakes in the last of these calls."""
    number, earlier = calls[-1] or 0, max(call or 0 for call in calls)
    found = together([*_miscounted(case, number), (STILL, learning_weights(case, earlier))])
    if number == 0:
        named = "All layers learned where none was to: `layers[-0:]` is the whole list."
        return Mistakes({named: learning_weights(case, len(case["layers"]))}) | found
    return found


def _miscounted(case, number):
    """Return pairs of a mistake in counting layers and the kernels that learn by it."""
    names = [layer["name"] for layer in case["layers"]]

    def kernels(layers):
        return [name for name, _ in described_weights(case) if name.partition("/")[0] in layers and "kernel" in name]

    def of_last_but(*kinds):
        counted = [layer["name"] for layer in case["layers"] if layer["kind"] not in kinds]
        return kernels(counted[max(0, len(counted) - number) :])

    some = "Only some kinds of layers were counted, such as those with weights."
    more = "A few layers too many learned: were the head's counted along, or is the first off by one?"
    return [
        ("The first layers learned, those nearest to the image.", kernels(names[:number])),
        (some, of_last_but("activation")),
        (some, of_last_but("normalization")),
        (some, of_last_but("activation", "normalization")),
        *[(more, learning_weights(case, number + extra)) for extra in (1, 2, 3)],
    ]


def _of_normalizations(case, number):
    """Return which normalisations a step moves, at least in part, where those of the unfrozen layers learn."""
    names = [layer["name"] for layer in case["layers"]][max(0, len(case["layers"]) - number) :]
    inside = sorted(name for name in names if name.startswith("normalization"))
    return Mistakes({"The batch normalisations among the unfrozen layers learned along.": EachCase([inside])})


@mistakes("two_phases")
def wrong_phases(given):
    """Return mistakes by which the backbone moves before the head has learned, by which other weights move, and more."""
    case, images = given.sent["case"], len(given.sent["valid_images"])
    upper, before = (learning_weights(case, case[number]) for number in ("num_layers", "unfrozen_before"))
    first, second = case["epochs"]
    return {
        # How far the head moved before the backbone did, and what moved in the end.
        "first_phase": Mistakes(
            {
                "Head and upper layers learned together from the first step: there was no phase of the head alone.": (
                    EachCase([0, upper])
                ),
                "What an earlier call had unfrozen learned from the first step: nothing froze it.": EachCase(
                    [0, before]
                ),
            }
        ),
        "moved": Mistakes(
            {
                "The backbone stood still to the end: was it unfrozen, and the model compiled after that?": [],
                "All of its kernels learned, not those of the upper layers alone.": before,
            }
        ),
        "valid_steps": Mistakes(
            {"The images of valid_data were trained on like the others.": second * -(-images // case["batch"])}
        ),
        "passes": Mistakes({"The second phase ran for the passes of both.": EachCase([2 * first + second])}),
    }
