"""TensorFlow Datasets builders of both flower sources, prepared on this machine.

Imports TensorFlow Datasets: import this module only where it is needed.
"""

import contextlib
import io
import os
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import tensorflow_datasets as tfds
from tensorflow_datasets.core.download.download_manager import NonMatchingChecksumError
from tensorflow_datasets.core.download.util import DownloadError

from source_data._folder import DataUnavailable, data_folder
from source_data.embedded_flowers import EmbeddedFlowers

ARCHIVE = "flower_photos.tgz"


def prepared_builder(source: str) -> tfds.core.DatasetBuilder:
    """Return the builder of `source`, its data on disk.

    Raises:
        DataUnavailable: photos of `tf_flowers` are neither on this machine nor downloadable.
    """
    if source == "embedded_flowers":
        builder = EmbeddedFlowers(data_dir=_folder())
        if not builder.is_prepared():
            _prepare(builder)
        return builder
    for folder in (_folder(), None):  # None: where TensorFlow Datasets itself keeps what it once prepared
        builder = tfds.builder(source, data_dir=folder)
        if builder.is_prepared():
            return builder
    return _downloaded(tfds.builder(source, data_dir=_folder()))


def prepare_from_photos(photos: Path) -> None:
    """Prepare `tf_flowers` from its archive or from a folder of its photos, without a network.

    Raises:
        DataUnavailable: `photos` is neither, or the archive is damaged.
        FileExistsError: `tf_flowers` is prepared already.
    """
    builder = tfds.builder("tf_flowers", data_dir=_folder())
    if builder.is_prepared():
        raise FileExistsError(
            f"tf_flowers is prepared once. Received: a prepared copy in {str(builder.data_dir)!r}. "
            "Use it, or remove that folder and prepare again."
        )
    if photos.is_file() and photos.name == ARCHIVE:
        _prepare_from_archive(builder, photos)
    elif photos.is_dir() and any(photos.glob("*/*.jpg")):
        # The builder asks its download manager for the archive and walks through it: give it the folder instead.
        generators = builder._split_generators
        builder._split_generators = lambda manager: generators(_FolderAsArchive(photos))
        _prepare(builder)
    else:
        raise DataUnavailable(
            f"tf_flowers is prepared from {ARCHIVE} or from a folder with one folder of .jpg files for each kind. "
            f"Received: photos={str(photos)!r}. Pass the path of one of these."
        )


def _prepare_from_archive(builder: tfds.core.DatasetBuilder, archive: Path) -> None:
    try:
        _prepare(builder, tfds.download.DownloadConfig(manual_dir=archive.parent))
    except NonMatchingChecksumError as error:
        raise DataUnavailable(
            f"The archive of tf_flowers has a fixed checksum. Received: {str(archive)!r} with another one. "
            "Copy it again, unbroken."
        ) from error


class _FolderAsArchive:
    """Stands in for a download manager whose only archive is a folder already here."""

    def __init__(self, folder: Path):
        self._folder = folder

    def download(self, url: str) -> Path:
        return self._folder

    def iter_archive(self, folder: Path) -> Iterator[tuple[str, io.BufferedReader]]:
        for photo in sorted(folder.glob("*/*.jpg")):
            with photo.open("rb") as file:
                yield photo.relative_to(folder).as_posix(), file


def _folder() -> Path:
    return data_folder() / "tensorflow_datasets"


def _downloaded(builder: tfds.core.DatasetBuilder) -> tfds.core.DatasetBuilder:
    try:
        _require_network(builder)
        builder.download_and_prepare()
    except (OSError, DownloadError) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        raise DataUnavailable(
            f"tf_flowers is prepared once from its archive {ARCHIVE}. Received: no prepared data in "
            f"{str(_folder())!r}, and the download failed ({reason}). Bring the archive, or a folder of its photos, "
            "onto this machine and run `python -m source_data tf_flowers PATH`."
        ) from error
    return builder


def _require_network(builder: tfds.core.DatasetBuilder) -> None:
    """Raise OSError at once where the download's host is out of reach; TensorFlow Datasets retries for minutes."""
    if urllib.request.getproxies():
        return  # a proxy answers in the host's place, or refuses at once
    for url in builder.url_infos or {}:
        address = urlsplit(url)
        port = address.port or {"http": 80, "https": 443}[address.scheme]
        socket.create_connection((address.hostname, port), timeout=5).close()


def _prepare(builder: tfds.core.DatasetBuilder, config: tfds.download.DownloadConfig | None = None) -> None:
    """Prepare `builder` from local data, silently; of two processes at it at once, the slower finds the work done."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            builder.download_and_prepare(download_config=config)
        except OSError:
            # The folder is renamed into place at the end, which fails where another process was faster.
            if not os.path.exists(os.path.join(builder.data_dir, "dataset_info.json")):
                raise
            builder.info.read_from_directory(builder.data_dir)
