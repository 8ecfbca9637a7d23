"""A worker that ended is asked again: who killed it, the student's code or somebody else on the machine, cannot be seen."""

from collections.abc import Callable
from typing import Any

from autograder.facts import Crash, Session

# A kernel short of memory kills once; code that ends its process does so every time.
_MOST_RETRIES = 2


class AskedAgain:
    """A session that opens another in its place when its worker ended, at most twice for one submission.

    The second answer to a probe counts, and only its time. The probe gets the same inputs and the same seed again, so that code
    which ends itself on purpose learns nothing new.
    """

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open, self._inner = open_session, open_session()
        self._left, self._before = _MOST_RETRIES, 0.0

    @property
    def spent(self) -> float:
        return self._before + self._inner.spent

    @property
    def sandboxed(self) -> bool:
        return self._inner.sandboxed

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        while True:
            spent = self.spent
            facts = self._inner.probe(name, given, seed, seconds)
            if not (isinstance(facts, Crash) and facts.kind == "ended" and self._left > 0):
                return facts
            self._left -= 1
            self._inner.close()
            self._inner, self._before = self._open(), spent

    def printed(self) -> str:
        return self._inner.printed()

    def reference(self) -> Session:
        return self._inner.reference()

    def close(self) -> None:
        self._inner.close()
