"""What all facts of an assignment depend on, whoever handed in: its probes, the kit, and the versions of what is installed."""

import functools
import hashlib
import importlib.metadata
import platform
from collections.abc import Iterable
from pathlib import Path

import autograder
import source_data

# Probes lean on the engine, and may lean on the data's drawing.
_KIT = tuple(path for package in (autograder, source_data) for path in Path(package.__path__[0]).rglob("*.py"))


def versions_behind(probing_files: Iterable[Path]) -> dict[str, str]:
    """Return the versions that a record names, with a hash of the probes and the kit: facts of equal ones are equal.

    Args:
        probing_files: a probe and the modules beside it that it imports.
    """
    whole = hashlib.sha256(_digest_of_kit() + _digest_of(probing_files)).hexdigest()
    return installed_versions() | {"probes": whole[:16]}


def installed_versions() -> dict[str, str]:
    """Return the versions that a result depends on, without importing anything."""
    names = ("deep-vision-exercises", "tensorflow", "keras", "numpy")
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


@functools.cache
def _digest_of_kit() -> bytes:
    return _digest_of(_KIT)


def _digest_of(files: Iterable[Path]) -> bytes:
    # In an order that no file system decides.
    return hashlib.sha256(b"".join(sorted(hashlib.sha256(path.read_bytes()).digest() for path in files))).digest()
