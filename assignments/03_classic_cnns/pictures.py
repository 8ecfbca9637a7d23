"""Pictures of what was found: what the trained network confuses."""

from autograder.pictures import confusion, most_confused, picture
from source_data import FLOWER_NAMES


@picture("train")
def confused_flowers(trained_network, given):
    """What the network says about flowers that it has never seen."""
    images, found = (
        given.sent["held_back_images"],
        (trained_network["probabilities"], given.kept["labels"], FLOWER_NAMES),
    )
    return [confusion(*found, "flowers"), most_confused(images, *found)]
