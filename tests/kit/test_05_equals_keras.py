"""05: what the checks expect of each block is what `keras.applications` computes, weight for weight, on random input."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.assignment import load_assignment
from autograder.authoring import keras_facts
from tests.support import ROOT

NAME = "05_efficient_blocks"

pytest.importorskip("keras")


@pytest.fixture(scope="module")
def kit():
    """Return the assignment's modules: the blocks in NumPy, how weights are filled in and handed out, the scaling, the costs."""
    assignment = load_assignment(ROOT / "assignments" / NAME, ROOT / "solutions")
    public, private = (folder / NAME / "checks" for folder in (ROOT / "assignments", ROOT / "solutions"))
    paths = [public / f"{name}.py" for name in ("cases", "costs", "filling", "test_3_network")]
    paths += [private / f"{name}.py" for name in ("handing_out", "scaling", "textbook")]
    return SimpleNamespace(**{path.stem: assignment.package.module(path) for path in paths})


def gap_to_nearest(kit, block, seed, images, output):
    """Return how far an output lies from the nearest that the block may compute with weights drawn from the seed."""
    expected = kit.handing_out.outputs(block, {"seed": seed}, images)
    return min(np.abs(one - output).max() if one.shape == output.shape else np.inf for one in expected)


@pytest.fixture(scope="module")
def applications():
    """Return each network, without weights and for small images, by name."""
    import keras

    options = {"weights": None, "include_top": False, "input_shape": (64, 64, 3)}
    names = ("MobileNetV2", "DenseNet121", "EfficientNetB0")
    return {name: getattr(keras.applications, name)(**options) for name in names}


# Network, layer before the block, last layer of the block, the block's class and arguments.
COUNTERPARTS = [
    ("MobileNetV2", "Conv1_relu", "expanded_conv_project_BN", "inverted_residual", {"channels": 32, "filters": 16, "expansion": 1}),
    ("MobileNetV2", "expanded_conv_project_BN", "block_1_project_BN", "inverted_residual", {"channels": 16, "filters": 24, "strides": 2}),
    ("MobileNetV2", "block_1_project_BN", "block_2_add", "inverted_residual", {"channels": 24, "filters": 24}),
    ("DenseNet121", "pool1", "conv2_block3_concat", "dense_block", {"channels": 64, "layers": 3, "growth_rate": 32}),
    ("DenseNet121", "conv2_block6_concat", "pool2_pool", "transition", {"channels": 256}),
    ("EfficientNetB0", "stem_activation", "block1a_project_bn", "mbconv", {"channels": 32, "filters": 16, "expansion": 1}),
    ("EfficientNetB0", "block1a_project_bn", "block2a_project_bn", "mbconv", {"channels": 16, "filters": 24, "strides": 2}),
    ("EfficientNetB0", "block2a_project_bn", "block2b_add", "mbconv", {"channels": 24, "filters": 24}),
    (
        "EfficientNetB0",
        "block2b_add",
        "block3a_project_bn",
        "mbconv",
        {"channels": 24, "filters": 40, "strides": 2, "kernel_size": 5},
    ),
    ("EfficientNetB0", "block2b_activation", "block2b_se_excite", "squeeze_and_excitation", {"channels": 144, "squeezed": 6, "activation": "swish"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "last", "block", "options"), COUNTERPARTS, ids=[row[2] for row in COUNTERPARTS]
)
def test_expectation_equals_the_application(kit, applications, name, before, last, block, options):
    import keras

    network, rng = applications[name], np.random.default_rng(5)
    part = keras.Model(network.get_layer(before).output, network.get_layer(last).output)
    images = (rng.normal(size=(2, *part.input_shape[1:])) * 10).astype(np.float32)
    kit.filling.fill(part, seed=3)
    gap = gap_to_nearest(kit, kit.textbook.BLOCKS[block](**options), 3, images, keras_facts.output(part, images))
    assert gap <= kit.cases.TOLERANCE


def test_separable_layers_equal_separable_conv2d(kit):
    import keras

    inputs = keras.Input((6, 9, 5))
    layer = keras.layers.SeparableConv2D(7, 3, strides=2, padding="same", use_bias=False)
    model = keras.Model(inputs, layer(inputs))
    images = np.random.default_rng(1).normal(size=(2, 6, 9, 5)).astype(np.float32)
    kit.filling.fill(model, seed=4)
    block = kit.textbook.SeparableLayers(channels=5, filters=7, strides=2)
    assert gap_to_nearest(kit, block, 4, images, keras_facts.output(model, images)) <= 1e-4


def test_a_weight_gets_the_same_values_in_every_form(kit):
    import keras

    def filled(*layers):
        model = keras.Sequential([keras.Input((5, 7, 4)), *layers])
        kit.filling.fill(model, seed=6)
        return keras_facts.output(model, images)

    images = np.random.default_rng(2).normal(size=(2, 5, 7, 4)).astype(np.float32)
    depthwise = keras.layers.DepthwiseConv2D(3, padding="same"), keras.layers.Conv2D(6, 1)
    grouped = keras.layers.Conv2D(4, 3, padding="same", groups=4), keras.layers.Dense(6)
    np.testing.assert_allclose(filled(*depthwise), filled(*grouped), atol=1e-5)


def test_the_comparison_can_fail(kit, applications):
    import keras

    network, images = applications["MobileNetV2"], np.full((1, 16, 16, 24), 10, np.float32)
    part = keras.Model(network.get_layer("block_1_project_BN").output, network.get_layer("block_2_add").output)
    kit.filling.fill(part, seed=3)
    mistaken = kit.textbook.InvertedResidual(channels=24, filters=24, projection_activation="relu6")
    assert gap_to_nearest(kit, mistaken, 3, images, keras_facts.output(part, images)) > 0.1


@pytest.mark.parametrize("name", ["EfficientNet-B4", "EfficientNet-B7"])
def test_scaling_gives_the_published_networks(kit, name):
    options = kit.test_3_network.COEFFICIENTS[name]
    scaled = kit.scaling.scaled(kit.test_3_network.B0_STAGES, 224, **options, divisor=8)
    assert scaled == kit.scaling.PUBLISHED[name]


def test_published_stages_are_those_of_keras(kit):
    import keras

    network = keras.applications.EfficientNetB4(weights=None, include_top=False, input_shape=(64, 64, 3))
    projections = {layer.name: layer.filters for layer in network.layers if layer.name.endswith("project_conv")}
    found = []
    for stage in range(1, 8):
        filters = [count for name, count in projections.items() if name.startswith(f"block{stage}")]
        assert len(set(filters)) == 1
        found.append((len(filters), filters[0]))
    published = kit.scaling.PUBLISHED["EfficientNet-B4"]
    assert found == list(zip(published["repeats"], published["filters"], strict=True))


def test_costs_are_those_of_the_papers(kit, applications):
    import keras

    found = kit.costs.costs(keras.applications.MobileNetV2(weights=None), (224, 224, 3))
    # Sandler et al. 2018, table 4: 300 million multiply-adds; Keras documents 3,538,984 parameters.
    assert found.parameters == 3_538_984
    assert round(found.multiply_adds / 1e6) == 301


@pytest.mark.parametrize(
    ("make", "multiply_adds"),
    [
        (lambda keras: keras.layers.Conv2D(6, 3, strides=2, padding="same"), 16 * 6 * 27),
        (lambda keras: keras.layers.Conv2D(6, 3, groups=3), 36 * 6 * 9),
        (lambda keras: keras.layers.DepthwiseConv2D(3, padding="same"), 64 * 3 * 9),
        (lambda keras: keras.layers.SeparableConv2D(6, 3, padding="same"), 64 * (27 + 18)),
        (lambda keras: keras.layers.Conv2DTranspose(6, 2, strides=2), 64 * 3 * 6 * 4),
        (lambda keras: keras.layers.Dense(7), 64 * 21),
        (lambda keras: keras.layers.EinsumDense("abcd,de->abce", (8, 8, 7)), 64 * 21),
    ],
)
def test_costs_of_layers_are_counted(kit, make, multiply_adds):
    import keras

    inputs = keras.Input((8, 8, 3))
    assert kit.costs.costs(keras.Model(inputs, make(keras)(inputs)), (8, 8, 3)).multiply_adds == multiply_adds


def test_costs_see_through_subclasses_and_compiled_functions(kit):
    import keras
    import tensorflow as tf

    class Outer(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(6, 3)])

        @tf.function(jit_compile=True)
        def call(self, images):
            return self.inner(images)

    outer = Outer()
    outer(np.zeros((1, 8, 8, 3), np.float32))
    assert kit.costs.costs(outer, (8, 8, 3))[:2] == (6 * 28, 36 * 6 * 27)


def test_costs_count_constants_and_name_what_they_cannot_count(kit):
    import keras

    inputs = keras.Input((8, 8, 3))
    held = np.random.default_rng(0).random((8, 8, 3), np.float32)
    assert kit.costs.costs(keras.Model(inputs, inputs * held), (8, 8, 3))[:3] == (192, 0, 192)
    looping = keras.Model(inputs, keras.layers.Lambda(lambda x: keras.ops.map(keras.ops.relu, x))(inputs))
    assert kit.costs.costs(looping, (8, 8, 3)).uncountable == ["StatelessWhile"]
