"""Tests of the pretrained networks: that the embedded one is the published one, and what each error says."""

import hashlib

import numpy as np
import pytest

from source_data import DataUnavailable, sample_photos
from source_data import _efficientnet_lite0 as lite0
from source_data.backbones import BACKBONES, imagenet_class_names, load_backbone, preprocessing


@pytest.fixture(scope="module")
def network():
    return load_backbone(include_top=True)


def test_the_famous_photos_are_recognised(network):
    import keras

    photos, _ = sample_photos()
    squares = keras.ops.image.resize(photos[:, :, 106:533].astype("float32"), (224, 224))
    probabilities = network.predict(preprocessing()(squares), verbose=0)
    names = [imagenet_class_names()[number] for number in probabilities.argmax(axis=1)]
    assert names == ["palace", "daisy"]
    # The record of the conversion says 0.360 for the palace; how a photo is resized makes the difference.
    assert probabilities[0].max() == pytest.approx(0.36, abs=0.05)


def test_every_weight_of_the_file_is_used(network):
    with np.load(lite0.WEIGHTS_FILE) as values:
        stored = {name: values[name].size for name in values.files}
    used = {f"{layer.name}/{weight.name}" for layer in network.layers for weight in layer.weights}
    assert used == set(stored)
    assert network.count_params() == sum(stored.values())


def test_a_cut_network_computes_what_the_whole_one_does():
    import keras

    whole, cut = load_backbone(input_shape=(64, 64, 3)), load_backbone(input_shape=(64, 64, 3), blocks=2)
    images = np.random.default_rng(0).uniform(0, 255, (1, 64, 64, 3)).astype("float32")
    inside = keras.Model(whole.input, whole.get_layer(cut.layers[-1].name).output)
    np.testing.assert_allclose(cut(images), inside(images), rtol=1e-4, atol=1e-4)


def test_random_weights_differ_from_imagenets():
    kernels = [
        load_backbone(input_shape=(32, 32, 3), weights=weights, blocks=1).weights[0] for weights in ("imagenet", None)
    ]
    assert not np.allclose(*kernels)


def test_class_names_are_in_order():
    names = imagenet_class_names()
    assert len(names) == len(set(names)) == 1000
    assert [names[number] for number in (0, 442, 698, 985, 999)] == [
        "tench",
        "bell cote",
        "palace",
        "daisy",
        "toilet tissue",
    ]


@pytest.mark.parametrize(
    ("name", "expected"), [("EfficientNetLite0", 255), ("EfficientNetB0", 255), ("MobileNetV2", 1)]
)
def test_each_network_has_its_own_preprocessing(name, expected):
    white = np.full((1, 2, 2, 3), 255, "float32")
    assert float(np.max(preprocessing(name)(white))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "VGG"}, f"A backbone is one of {', '.join(BACKBONES)}. Received: name='VGG'."),
        ({"input_shape": (16, 16, 3)}, r"32 pixels or more. Received: input_shape=\(16, 16, 3\)"),
        ({"weights": "noisy-student"}, "Weights are \"imagenet\" or None. Received: weights='noisy-student'"),
        ({"blocks": 17}, "any of its 16 blocks. Received: name='EfficientNetLite0', include_top=False, blocks=17"),
        ({"name": "ResNet50", "blocks": 3}, "Received: name='ResNet50', include_top=False, blocks=3"),
    ],
)
def test_what_is_not_known_is_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        load_backbone(**arguments)


def test_damaged_weights_are_refused(tmp_path, monkeypatch):
    damaged = tmp_path / "weights.npz"
    damaged.write_bytes(lite0.WEIGHTS_FILE.read_bytes()[:-1] + b"!")
    monkeypatch.setattr(lite0, "WEIGHTS_FILE", damaged)
    with pytest.raises(DataUnavailable, match="The file is damaged: install the package again"):
        load_backbone(input_shape=(32, 32, 3), blocks=1)


def test_missing_weights_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(lite0, "WEIGHTS_FILE", tmp_path / "gone.npz")
    with pytest.raises(DataUnavailable, match="come with this package, as gone.npz"):
        load_backbone(input_shape=(32, 32, 3), blocks=1)


def test_a_failed_download_says_what_to_do(monkeypatch):
    import keras

    def offline(**options):
        raise Exception("URL fetch failure on https://example.org/weights.h5: None -- no network")

    monkeypatch.setattr(keras.applications, "ResNet50", offline)
    with pytest.raises(DataUnavailable, match="Run this once with internet access, or copy that folder"):
        load_backbone("ResNet50")


def test_the_checksum_is_that_of_the_file():
    assert hashlib.sha256(lite0.WEIGHTS_FILE.read_bytes()).hexdigest() == lite0.WEIGHTS_SHA256
