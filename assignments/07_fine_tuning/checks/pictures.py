"""Pictures of what was found: answers beside their photos, losses, and what each strategy confuses."""

from autograder.authoring import Curves, Photos, confusion, most_confused, picture
from source_data import FLOWER_NAMES


@picture("classify")
def answers(classified_photos, given):
    """What the network says about each photo."""
    captions = ["; ".join(f"{name} {probability:.0%}" for name, probability in answer) for answer in classified_photos]
    return [Photos(given.sent["photos"], captions)]


@picture("two_phases")
def losses(two_phases):
    """The loss of each pass, as the two histories tell it."""
    lines = {f"phase {number}": values for number, values in enumerate(two_phases["losses"], 1) if values}
    return [Curves(lines, measured="loss")] if lines else []


@picture("comparison")
def confused_flowers(trained_flowers, given):
    """What each strategy's network says about flowers that it has never seen."""
    images, labels = given.sent["held_back_images"], given.withheld["labels"]
    matrices = [confusion(found, labels, FLOWER_NAMES, strategy) for strategy, found in trained_flowers.items()]
    surest = list(trained_flowers.values())[-1]
    return [*matrices, most_confused(images, surest, labels, FLOWER_NAMES)]
