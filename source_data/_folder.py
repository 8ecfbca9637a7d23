"""Where prepared data lie on this machine, and the error that says what is missing there."""

import os
import sys
from pathlib import Path

_APPLICATION = "deep-vision-exercises"


class DataUnavailable(RuntimeError):
    """Data are neither on this machine nor obtainable; the message says what to do."""


def data_folder() -> Path:
    """Return the folder that holds prepared data: `$DEEP_VISION_DATA`, else the platform's cache folder.

    The folder need not exist yet. It never lies inside the installed package.
    """
    if chosen := os.environ.get("DEEP_VISION_DATA"):
        return Path(chosen).expanduser().resolve()
    if sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        caches = Path.home() / "Library" / "Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / _APPLICATION
