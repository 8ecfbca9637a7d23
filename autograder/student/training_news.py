"""News of a training that runs: told from what Keras prints, so that nothing about the training itself is changed."""

import re
import threading
import time
from collections.abc import Mapping

_EPOCH = re.compile(r"^Epoch (\d+)/(\d+)$")
_METRIC = re.compile(r"\b((?:val_)?\w*accuracy): (\d+\.\d+)")
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LONGEST_LINE, _FEW = 200, 3


class TrainingNews:
    """Listens to what student code prints: which epoch it is in, how fast, and how accurate."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.begin(0)

    def begin(self, seconds: float) -> None:
        """Forget all; a task begins that may take some seconds."""
        with self._lock:
            self._allowed, self._began, self._rest = seconds, time.monotonic(), ""
            self._epoch, self._epochs, self._epoch_began, self._first_began = 0, 0, 0.0, 0.0
            self._metrics: dict[str, str] = {}

    def hear(self, chunk: bytes) -> None:
        """Take what was printed; called from any thread, with any bytes."""
        with self._lock:
            # Progress bars overwrite their line; each state is a line of its own here.
            *lines, self._rest = re.split(r"[\r\n\b]+", self._rest + chunk.decode("utf-8", "replace"))
            self._rest = self._rest[-_LONGEST_LINE:]
            for line in lines:
                self._read(_CODES.sub("", line[:_LONGEST_LINE]).strip())

    def _read(self, line: str) -> None:
        if epoch := _EPOCH.match(line):
            self._epoch, self._epochs = int(epoch.group(1)[:6]), int(epoch.group(2)[:6])
            self._epoch_began = time.monotonic()
            if self._epoch == 1:
                self._first_began = self._epoch_began
        for name, value in _METRIC.findall(line):
            self._metrics[name] = value

    @property
    def epoch(self) -> int:
        """Return the number of the epoch that runs; 0 where none was told of."""
        return self._epoch

    def lines(self, thresholds: Mapping[str, float]) -> list[str]:
        """Return what there is to tell.

        Args:
            thresholds: what is wanted on images that only the judge has labels of, by name.
        """
        with self._lock:
            now = time.monotonic()
            said = [f"  {now - self._began:.0f} s of at most {self._allowed:.0f} s{self._pace(now)}"]
            if self._metrics:
                reached = ", ".join(f"{name} {value}" for name, value in list(self._metrics.items())[:_FEW])
                said.append(f"  Keras reports: {reached}")
            if thresholds:
                wanted = ", ".join(f"{name} {value:g}" for name, value in list(thresholds.items())[:_FEW])
                said.append(f"  Wanted at the end, on photos that were held back: {wanted}")
            if not self._epochs:
                said.append("  `verbose=2` in `fit` shows here which epoch it is in.")
            return said

    def _pace(self, now: float) -> str:
        """Return the epoch and the time that is left in this `fit`, once an epoch has passed."""
        if not self._epochs:
            return ""
        place = f"; epoch {self._epoch}/{self._epochs}"
        if self._epoch < 2 or not self._first_began:
            return place
        pace = (self._epoch_began - self._first_began) / (self._epoch - 1)
        left = max(0.0, pace * (self._epochs - self._epoch + 1) - (now - self._epoch_began))
        if now - self._began + left > self._allowed:
            return f"{place}, {pace:.0f} s each: about {left:.0f} s left, which is MORE than the time allows"
        return f"{place}, about {left:.0f} s left in this fit"
