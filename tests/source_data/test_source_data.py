"""Tests of the data: what is drawn, how it is prepared and split, and what each error says."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import source_data
from source_data import FLOWER_NAMES, DataUnavailable, draw_flower, draw_flowers, flower_arrays, load_flowers
from tests.support import ROOT

README = (ROOT / "source_data" / "README.md").read_text(encoding="utf-8")
PHOTOS = Path(os.environ.get("FLOWER_PHOTOS", ROOT.parent / "shared" / "flower_photos"))

needs_photos = pytest.mark.skipif(
    not PHOTOS.is_dir(), reason=f"no flower photos at {PHOTOS}: set FLOWER_PHOTOS to a folder of them"
)


def python(code: str, **environment: str) -> subprocess.Popen:
    search_path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": search_path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def printed(process: subprocess.Popen) -> str:
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output.strip()


def checksum(*arrays: np.ndarray) -> str:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(array.tobytes())
    return digest.hexdigest()


SHOW_DRAW = """
import hashlib
from source_data import draw_flowers
print(hashlib.sha256(b"".join(array.tobytes() for array in draw_flowers(50, seed=0))).hexdigest())
"""
SHOW_ARRAYS = """
import hashlib, sys
from source_data import flower_arrays
digests = [hashlib.sha256(array.tobytes()).hexdigest() for split in ("train", "test") for array in flower_arrays(split)]
print(*digests, "tensorflow" in sys.modules)
"""


@pytest.fixture(scope="module")
def two_first_calls(tmp_path_factory):
    """A fresh data folder, and what two processes print that both ask for arrays at once while nothing is prepared."""
    folder = tmp_path_factory.mktemp("data")
    callers = [python(SHOW_ARRAYS, DEEP_VISION_DATA=str(folder)) for _ in range(2)]
    return folder, [printed(caller) for caller in callers]


@pytest.fixture
def prepared(two_first_calls, monkeypatch):
    """The data folder with the embedded flowers in it."""
    folder, _ = two_first_calls
    monkeypatch.setenv("DEEP_VISION_DATA", str(folder))
    return folder


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A data folder with nothing in it, on a machine where TensorFlow Datasets has prepared nothing either."""
    import tensorflow_datasets as tfds

    monkeypatch.setenv("DEEP_VISION_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(tfds.core.constants, "DATA_DIR", str(tmp_path / "tfds"))
    return tmp_path / "data"


@pytest.fixture
def offline(monkeypatch):
    """A machine without a network: the first attempt to reach one fails."""

    def refuse(*address, **options):
        raise OSError("no network here")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("urllib.request.getproxies", dict)


# Drawing


def test_the_same_seed_draws_the_recorded_pixels_in_every_process():
    here = checksum(*draw_flowers(50, seed=0))
    assert printed(python(SHOW_DRAW)) == here
    assert here in README, "the drawing changed: raise DRAWING_VERSION, measure again, record the checksums"


def test_other_seeds_draw_other_flowers():
    draws = {checksum(draw_flowers(5, seed)[0]) for seed in (0, 1, 2**64, 2**128 - 1)}
    assert len(draws) == 4


@pytest.mark.parametrize(("count", "size"), [(1, 16), (7, 32), (52, 33), (10, 96)])
def test_draws_have_the_promised_shape_and_balance(count, size):
    images, labels = draw_flowers(count, seed=3, size=size)
    assert (images.shape, images.dtype) == ((count, size, size, 3), np.uint8)
    assert (labels.shape, labels.dtype) == ((count,), np.int64)
    counts = np.bincount(labels, minlength=len(FLOWER_NAMES))
    assert len(counts) == len(FLOWER_NAMES) and counts.max() - counts.min() <= 1


def test_labels_come_in_mixed_order():
    _, labels = draw_flowers(50, seed=0)
    assert not np.array_equal(labels, np.sort(labels)) and not np.array_equal(labels, np.arange(50) % 5)


def test_each_kind_draws_its_own_head_into_the_same_scene():
    kinds = {checksum(draw_flower(label, np.random.default_rng(4))) for label in range(len(FLOWER_NAMES))}
    assert len(kinds) == len(FLOWER_NAMES)


def test_colours_overlap_so_that_a_mean_colour_names_no_flower():
    from sklearn.linear_model import LogisticRegression

    images, labels = draw_flowers(600, seed=5)
    colours = images.mean(axis=(1, 2)) / 255
    model = LogisticRegression(C=100, max_iter=1000).fit(colours[:300], labels[:300])
    assert model.score(colours[300:], labels[300:]) < 0.35


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"count": 0, "seed": 0}, "draw_flowers draws at least one image. Received: count=0. Pass count=1 or more."),
        ({"count": 1, "seed": -1}, "A seed is a whole number in 0 .. 2**128 - 1. Received: seed=-1. Pass one in that"),
        ({"count": 1, "seed": 2**128}, f"Received: seed={2**128}."),
        ({"count": 1, "seed": 0, "size": 8}, "A flower needs 16 pixels or more to be seen. Received: size=8."),
    ],
)
def test_a_wrong_draw_is_refused_with_a_sentence(arguments, sentence):
    with pytest.raises(ValueError) as error:
        draw_flowers(**arguments)
    assert sentence in str(error.value)


def test_a_label_out_of_range_is_refused():
    with pytest.raises(ValueError, match=r"index into FLOWER_NAMES. Received: label=5. Pass 0 .. 4."):
        draw_flower(5, np.random.default_rng(0))


# What a light process may import


LIGHT_IMPORTS = """
import sys, source_data, source_data.drawing, source_data.flowers, source_data.photos
source_data.draw_flowers(2, seed=0)
{more}
print(sorted({{name.split(".")[0] for name in sys.modules}} & {{"tensorflow", "tensorflow_datasets", "keras"}}))
"""


def test_importing_and_drawing_import_no_tensorflow():
    assert printed(python(LIGHT_IMPORTS.format(more=""))) == "[]"


def test_that_test_can_fail():
    assert "keras" in printed(python(LIGHT_IMPORTS.format(more="sys.modules['keras'] = sys")))


# Preparing, splitting, loading


def test_two_processes_may_prepare_at_once(two_first_calls):
    folder, (first, second) = two_first_calls
    assert first == second
    assert not [file.name for file in folder.rglob("*") if ".part" in file.name or "incomplete" in file.name]


def test_reading_arrays_imports_no_tensorflow(two_first_calls):
    _, outputs = two_first_calls
    assert [output.split()[-1] for output in outputs] == ["False", "False"]


def test_prepared_flowers_equal_the_recorded_ones(two_first_calls):
    _, (output, _) = two_first_calls
    assert output.split()[0] in README


def test_splits_share_no_image(prepared):
    splits = [flower_arrays(split)[0] for split in ("test", "valid", "train")]
    assert [len(images) for images in splits] == [360, 540, 2700]
    assert len({image.tobytes() for images in splits for image in images}) == 3600


def test_arrays_equal_the_dataset_in_content_and_order(prepared):
    images, labels = flower_arrays("test")
    loaded = list(load_flowers("test").as_numpy_iterator())
    assert np.array_equal(images, np.stack([image for image, _ in loaded]))
    assert labels.tolist() == [label for _, label in loaded]
    assert (images.dtype, labels.dtype) == (np.uint8, np.int64)


def test_features_and_label_order_equal_those_of_tf_flowers(prepared):
    import tensorflow_datasets as tfds

    from source_data.embedded_flowers import EmbeddedFlowers

    ours = EmbeddedFlowers(data_dir=prepared / "tensorflow_datasets").info
    theirs = tfds.builder("tf_flowers", data_dir=prepared / "tensorflow_datasets").info
    assert ours.features.to_json() == theirs.features.to_json()
    assert ours.features["label"].names == theirs.features["label"].names == list(FLOWER_NAMES)
    assert (list(ours.splits), ours.supervised_keys) == (["train"], theirs.supervised_keys)


def test_embedded_flowers_need_no_network(empty, offline, monkeypatch):
    monkeypatch.setattr("source_data.embedded_flowers.IMAGE_COUNT", 20)
    assert [len(load_flowers(split)) for split in ("test", "valid", "train")] == [2, 3, 15]


def test_a_linear_model_on_pixels_stays_below_45_percent(prepared):
    from sklearn.linear_model import RidgeClassifier

    (images, labels), (test_images, test_labels) = flower_arrays("train"), flower_arrays("test")
    model = RidgeClassifier(alpha=1000).fit(images.reshape(len(images), -1) / 255, labels)
    # Well above chance, or this would say nothing about linear models.
    assert 0.3 < model.score(test_images.reshape(len(test_images), -1) / 255, test_labels) <= 0.45


def test_resizing_keeps_the_aspect_ratio_by_a_central_crop():
    from source_data.flowers import _squared

    image = np.full((40, 80, 3), 200, np.uint8)
    image[:, 20:60] = (10, 20, 30)
    assert np.array_equal(_squared(image, 8), np.broadcast_to(np.uint8([10, 20, 30]), (8, 8, 3)))


@pytest.mark.parametrize("function", [load_flowers, flower_arrays])
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"split": "validation"}, "A split is one of test, valid, train. Received: split='validation'. Pass one"),
        ({"split": "test", "source": "x"}, "A source is one of embedded_flowers, tf_flowers. Received: source='x'."),
        ({"split": "test", "size": 0}, "A size is a number of pixels. Received: size=0. Pass 1 or more."),
    ],
)
def test_an_unknown_choice_is_refused_with_a_sentence(function, arguments, sentence):
    with pytest.raises(ValueError) as error:
        function(**arguments)
    assert sentence in str(error.value)


def test_a_failed_preparation_says_what_to_run(tmp_path, monkeypatch):
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    monkeypatch.setenv("DEEP_VISION_DATA", str(occupied / "data"))
    with pytest.raises(DataUnavailable) as error:
        flower_arrays("test")
    message = str(error.value)
    assert "embedded_flowers are prepared by a second Python process. Received: exit status 1 and" in message
    assert message.endswith("Run `python -m source_data arrays embedded_flowers 32` to see all it prints.")


def test_an_interrupted_write_leaves_no_file(tmp_path, monkeypatch):
    from source_data.flowers import _write_atomically

    def run_out_of_space(stream, **arrays):
        stream.write(b"half of it")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", run_out_of_space)
    with pytest.raises(OSError, match="no space left"):
        _write_atomically(tmp_path / "arrays.npz", images=np.zeros(3), labels=np.zeros(3))
    assert list(tmp_path.iterdir()) == []


def test_the_data_folder_follows_the_environment_and_lies_outside_the_package(monkeypatch, tmp_path):
    monkeypatch.setenv("DEEP_VISION_DATA", str(tmp_path))
    assert source_data.data_folder() == tmp_path
    monkeypatch.delenv("DEEP_VISION_DATA")
    assert source_data.data_folder().name == "deep-vision-exercises"
    assert ROOT not in source_data.data_folder().parents


# tf_flowers


def test_photos_out_of_reach_are_explained_at_once(empty, offline):
    with pytest.raises(DataUnavailable) as error:
        load_flowers("test", source="tf_flowers")
    message = str(error.value)
    assert "tf_flowers is prepared once from its archive flower_photos.tgz." in message
    assert str(empty) in message and "OSError: no network here" in message
    assert message.endswith("run `python -m source_data tf_flowers PATH`.")


def test_a_folder_without_photos_is_refused(empty, tmp_path):
    with pytest.raises(DataUnavailable, match=r"one folder of .jpg files for each kind. Received: photos="):
        source_data.prepare_tf_flowers(tmp_path)


def test_a_damaged_archive_is_refused(empty, tmp_path):
    archive = tmp_path / "flower_photos.tgz"
    archive.write_bytes(b"half an archive")
    with pytest.raises(DataUnavailable, match="fixed checksum. Received: .*tgz' with another one. Copy it again"):
        source_data.prepare_tf_flowers(archive)


@needs_photos
def test_tf_flowers_own_builder_prepares_from_a_folder_of_photos(empty, offline):
    import tensorflow_datasets as tfds

    source_data.prepare_tf_flowers(PHOTOS)

    builder = tfds.builder("tf_flowers", data_dir=empty / "tensorflow_datasets")
    assert builder.is_prepared() and type(builder).__module__.startswith("tensorflow_datasets.")
    counts = [len(list((PHOTOS / name).glob("*.jpg"))) for name in FLOWER_NAMES]
    datasets = {split: load_flowers(split, source="tf_flowers", size=32) for split in ("test", "valid", "train")}
    bounds = [round(sum(counts) * share) for share in (0, 0.1, 0.25, 1)]
    assert [len(dataset) for dataset in datasets.values()] == np.diff(bounds).tolist()
    examples = [example for dataset in datasets.values() for example in dataset.as_numpy_iterator()]
    assert {image.shape for image, _ in examples} == {(32, 32, 3)}
    assert np.bincount([label for _, label in examples]).tolist() == counts
    with pytest.raises(FileExistsError, match="tf_flowers is prepared once. Received: a prepared copy in"):
        source_data.prepare_tf_flowers(PHOTOS)


# The first two photos


def test_sample_photos_are_the_two_of_scikit_learn():
    photos, names = source_data.sample_photos()
    assert (photos.shape, photos.dtype, names) == ((2, 427, 640, 3), np.uint8, ("china.jpg", "flower.jpg"))
    assert photos[0, 0, 0].tolist() != photos[1, 0, 0].tolist()


@pytest.mark.parametrize("name", ["china.jpg", "flower.jpg"])
def test_sample_photos_have_the_recorded_checksum(name):
    from importlib import resources

    assert hashlib.sha256(resources.files("sklearn.datasets.images").joinpath(name).read_bytes()).hexdigest() in README


STORE = """
import numpy as np
import tensorflow_datasets as tfds
from source_data.own_dataset import store_dataset
images = [np.full((4, 3 + number % 2, 3), number, np.uint8) for number in range(20)]
store_dataset("FOLDER", "own_photos", images, [number % 2 for number in range(20)], ["even", "odd"], files=3)
photos, info = tfds.load("own_photos", split="train[:50%]", as_supervised=True, with_info=True, data_dir="FOLDER")
examples = [(int(image[0, 0, 0]), int(label)) for image, label in photos]
rest = [int(image[0, 0, 0]) for image, _ in tfds.load("own_photos", split="train[50%:]", as_supervised=True, data_dir="FOLDER")]
print(len(examples), sorted(rest + [number for number, _ in examples]) == list(range(20)), all(label == number % 2 for number, label in examples), info.features["label"].names)
"""


def test_photos_of_ones_own_load_with_their_labels(tmp_path):
    shown = printed(python(STORE.replace("FOLDER", str(tmp_path))))
    assert shown.splitlines()[-1] == "10 True True ['even', 'odd']"
