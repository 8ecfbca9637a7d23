"""Hidden checks: the visible ones on photos that are drawn after the submission is loaded, and the speed of the pipeline."""

from . import test_1_photos as photos
from . import test_2_layer as layer
from . import test_3_pipeline as pipeline

from autograder import Inputs, expect, repeat, task
from autograder.authoring import inputs

# Work is counted, not timed: on a loaded machine the reference once reached 0.46 of its own speed.
READING, AUGMENTING = 0.003, 0.002  # seconds for each photo
LEAST_SPEED = 0.7


@inputs("pipeline_work")
def epochs_to_count(rng):
    return pipeline.numbered(rng, 97, epochs=5)


@inputs("larger_training_epochs")
def more_than_a_thousand_photos(rng):
    return pipeline.numbered(rng, int(rng.choice([1409, 1423, 1427, 1429])), epochs=2)


test_drawn_splits = repeat(
    photos.test_splits_are_the_first_tenth_the_next_fifteen_percent_and_the_rest,
    points=1,
    sentence="The splits are the right ones of a dataset drawn for this run.",
)
test_drawn_aspect_ratio = repeat(
    photos.test_aspect_ratio_is_kept,
    points=1,
    sentence="The aspect ratio is kept on photos drawn for this run.",
)
test_drawn_augmentation = repeat(
    layer.test_training_changes_each_photo_in_its_own_way,
    points=1,
    sentence="In training, every copy of a photo drawn for this run is changed differently.",
)
test_drawn_evaluation = repeat(
    pipeline.test_evaluation_is_complete_and_in_order,
    points=1,
    sentence="Without training, all photos of a dataset drawn for this run come once and in order.",
)


@task("pipeline", points=1)
def test_shuffling_spans_a_large_dataset(larger_training_epochs, given):
    """Each epoch's order is drawn from all photos, also of a dataset of more than a thousand."""
    pipeline.expect_whole_shuffles(larger_training_epochs, given)


@task("pipeline", points=3)
def test_pipeline_is_fast(pipeline_work, reference):
    """At 3 ms for each photo read and 2 ms for each augmented, the pipeline reaches 70 % of the reference's photos per second."""
    expect(
        photos_per_second(pipeline_work) / photos_per_second(reference),
        at_least=LEAST_SPEED,
        help="The pipeline's speed over the reference's, by the work that five epochs took. What need not be done again in each?",
    )


def photos_per_second(work):
    seconds = READING * work["read"] + AUGMENTING * work["augmented"]
    return work["handed_over"] / seconds if seconds else float("inf")
