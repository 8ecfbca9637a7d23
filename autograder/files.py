"""Files that are there whole or not at all, whenever the machine stops and whoever else writes."""

import os
import secrets
import shutil
from pathlib import Path

_LONGEST_BEGINNING = 100


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; who may read the one that was there may read this one."""
    # Another process may write the same file at the same time.
    temporary = path.with_name(f".{path.name[:_LONGEST_BEGINNING]}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
