"""Hidden checks: the visible ones on photos that are drawn after the submission is loaded, and the speed of the pipeline."""

import test_augmentation_1_photos as photos
import test_augmentation_2_layer as layer
import test_augmentation_3_pipeline as pipeline

from autograder import Inputs, expect, inputs, repeat, task

# Sleeps, not work: a loaded machine slows both pipelines by little, and alike. By the sums of the sleeps, a pipeline that reads again
# in each epoch reaches 0.55 of the reference, one in which batches and training wait for each other 0.62.
LEAST_SPEED = 0.7


@inputs("pipeline_speed")
def slow_disk_and_slow_network(rng):
    sent = pipeline.numbered(rng, 96, epochs=5).sent | {"batch": 12, "rounds": 2}
    return Inputs(sent=sent | {"read_seconds": 0.003, "augment_seconds": 0.002, "train_seconds": 0.025})


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
def test_pipeline_is_fast(pipeline_speed, reference):
    """Where reading, augmenting and training take their time, the pipeline reaches 70 % of the reference's photos per second."""
    expect(
        min(reference) / min(pipeline_speed),
        at_least=LEAST_SPEED,
        help="The pipeline's speed over the reference's in the same run. Read once, and work ahead while the network trains.",
    )
