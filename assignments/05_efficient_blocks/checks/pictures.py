"""Pictures of what was found: what the network on a budget confuses."""

from autograder.authoring import answers_on_photos, picture
from source_data import FLOWER_NAMES


@picture("train")
def confused_flowers(trained_network, given):
    """What the network says about flowers that it has never seen."""
    images, labels = given.sent["held_back_images"], given.withheld["labels"]
    return answers_on_photos(images, trained_network["probabilities"], labels, FLOWER_NAMES, "flowers")
