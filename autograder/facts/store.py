"""Facts kept in a folder, by what they depend on."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.errors import FactsError
from autograder.facts.codec import decode, encode
from autograder.facts.crash import facts_from_plain, facts_to_plain
from autograder.facts.session import facts_key
from autograder.files import write_whole


class FactsStore:
    """A folder of facts. Keep it out of reach of student code.

    Args:
        folder: made when the first facts are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str) -> Any:
        """Return the facts, or the `Crash`, kept under a key.

        Raises:
            KeyError: there are none.
        """
        try:
            return facts_from_plain(decode(self._file(key).read_bytes(), trusted=True))
        except (OSError, FactsError):
            raise KeyError(key) from None

    def keep(self, key: str, facts: Any) -> None:
        """Keep facts or a `Crash`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(key), encode(facts_to_plain(facts)))

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.npz"


def key_of(versions: Mapping[str, str], code: bytes, probe: str, given: Mapping[str, Any], seed: int) -> str:
    """Return a key of all that facts depend on.

    Args:
        versions: of the probes, the kit and what is installed.
        code: the student's code behind the probe.
        probe: its name.
        given: what it is given.
        seed: the worker's own.
    """
    whole = hashlib.sha256(repr(versions).encode())
    for part in (code, facts_key(probe, seed).encode(), encode(given)):
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
