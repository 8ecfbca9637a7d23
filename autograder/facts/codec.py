"""Facts as bytes: one `.npz` with a JSON entry and numeric arrays. Nothing executable crosses.

A worker's bytes are untrusted: sizes, depth, types and the archive's form are checked before anything is built from them.
NaN and infinity are facts: a training may diverge. No check is passed by them, because none is within a bound (`checks.expect`).
"""

import io
import json
import math
import struct
import zipfile
from typing import Any

import numpy as np

from autograder.errors import FactsError

MAX_BYTES = 1 << 30
MAX_ENTRIES = 5_000
MAX_DEPTH = 40
# Python needs up to thirty times the room for the lists that a text describes.
MAX_JSON_BYTES = 8 << 20
_JSON_ENTRY = "facts.json"
_ARRAY_KEY = "__array__"
_NUMERIC_KINDS, _LARGEST_ITEM = "biuf", 8
# How an archive ends: a signature, counts, the size of its directory, nothing after. None of more than 4 GB.
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _LARGE_SIGNATURE, _LARGE_BYTES = b"PK\5\6", b"PK\6\7", 20
_ENTRY_BYTES = 100


def encode(value: Any) -> bytes:
    """Return plain data (JSON values and numeric arrays) as bytes.

    Raises:
        FactsError: `value` holds something that is neither a JSON value nor a numeric array.
    """
    arrays: list[np.ndarray] = []
    tree = _to_json(value, arrays, "facts", 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(_JSON_ENTRY), json.dumps(tree))
        for index, array in enumerate(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(_entry(f"{index}.npy"), content.getbuffer())
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an archive entry without the time of day: equal facts are equal bytes."""
    return zipfile.ZipInfo(name)


def _to_json(value: Any, arrays: list[np.ndarray], where: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise FactsError(f"Facts may be nested {MAX_DEPTH} deep. Received deeper data at {where}.")
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray):
        if not _is_numeric(value.dtype):
            raise FactsError(f"Facts hold numeric arrays only. Received dtype {value.dtype} at {where}.")
        arrays.append(np.ascontiguousarray(value).reshape(value.shape))
        return {_ARRAY_KEY: len(arrays) - 1}
    if isinstance(value, (list, tuple)):
        return [_to_json(item, arrays, f"{where}[{index}]", depth + 1) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {str(key): _to_json(item, arrays, f"{where}.{key}", depth + 1) for key, item in value.items()}
    raise FactsError(f"Facts are JSON values and NumPy arrays. Received {type(value).__name__} at {where}.")


def decode(payload: bytes, max_bytes: int = MAX_BYTES, trusted: bool = False) -> Any:
    """Return the facts in `payload`.

    Args:
        payload: what `encode` returned, or what somebody pretends it did.
        max_bytes: how large it may be.
        trusted: whether the judge wrote it; it may then hold many answers, each of which was within the caps.

    Raises:
        FactsError: the bytes are not facts; nothing was executed or unpickled.
    """
    if len(payload) > max_bytes:
        raise FactsError(f"Facts may take {max_bytes} bytes. Received {len(payload)}.")
    if not trusted:
        _check_end(payload)
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            _check_archive(archive, max_bytes, trusted)
            tree = json.loads(archive.read(_JSON_ENTRY))
            names = archive.namelist()
            arrays = {name: _read_array(archive.read(name), max_bytes) for name in names if name != _JSON_ENTRY}
    except FactsError:
        raise
    # The bytes are untrusted and several libraries parse them: whatever they raise means "not facts".
    except Exception as error:  # noqa: BLE001
        raise FactsError(
            f"Facts are one uncompressed .npz archive. Received bytes that are not: {error!r:.200}"
        ) from None
    return _from_json(tree, arrays, 0)


def _check_end(payload: bytes) -> None:
    """Look at the archive's last bytes before `zipfile` believes them: it would list millions of entries in gigabytes."""
    if len(payload) < _END.size or payload[-_END.size :][:4] != _END_SIGNATURE:
        raise FactsError("Facts are one .npz archive. Received bytes that do not end as one does.")
    _, disk, start, here, entries, directory, _, comment = _END.unpack(payload[-_END.size :])
    large = payload[-_END.size - _LARGE_BYTES :][:4] == _LARGE_SIGNATURE
    if large or disk or start or comment or here != entries:
        raise FactsError("Facts are one plain archive of at most 4 GB. Received another sort.")
    if entries > MAX_ENTRIES or directory > MAX_ENTRIES * _ENTRY_BYTES:
        raise FactsError(f"Facts may hold {MAX_ENTRIES} arrays. Received an archive that lists {entries} or more.")


def _check_archive(archive: zipfile.ZipFile, max_bytes: int, trusted: bool) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES and not trusted:
        raise FactsError(f"Facts may hold {MAX_ENTRIES} arrays. Received {len(entries)}.")
    if len({entry.filename for entry in entries}) != len(entries):
        raise FactsError("Facts name each array once. Received a name twice.")
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise FactsError("Facts are stored uncompressed. Received a compressed entry.")
    if any(entry.filename == _JSON_ENTRY and entry.file_size > MAX_JSON_BYTES for entry in entries) and not trusted:
        raise FactsError(f"Facts other than arrays may take {MAX_JSON_BYTES} bytes. Received more; use arrays.")
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise FactsError(f"Facts may take {max_bytes} bytes unpacked. Received more.")


def _is_numeric(dtype: np.dtype) -> bool:
    return dtype.kind in _NUMERIC_KINDS and dtype.itemsize <= _LARGEST_ITEM


def _read_array(data: bytes, max_bytes: int) -> np.ndarray:
    stream = io.BytesIO(data)
    version = np.lib.format.read_magic(stream)
    read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read_header(stream)
    if not _is_numeric(dtype):
        raise FactsError(f"Facts hold numeric arrays only. Received dtype {dtype}.")
    # A header may claim any shape; believe it only where the bytes are there.
    if math.prod(shape) * dtype.itemsize != len(data) - stream.tell():
        raise FactsError(f"An array's shape and its bytes must agree. Received shape {shape} and {len(data)} bytes.")
    # Empty arrays weigh nothing, but what is computed from them might: (0, 2**60) summed over the first axis.
    if math.prod(max(side, 1) for side in shape) * dtype.itemsize > max_bytes:
        raise FactsError(f"An array's shape must be possible. Received {shape}.")
    stream.seek(0)
    array = np.lib.format.read_array(stream, allow_pickle=False)
    if dtype.kind == "b" and array.view(np.uint8).max(initial=0) > 1:
        raise FactsError("Truth values are stored as 0 and 1. Received other bytes.")
    return array


def _from_json(tree: Any, arrays: dict[str, np.ndarray], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise FactsError(f"Facts may be nested {MAX_DEPTH} deep. Received deeper data.")
    if isinstance(tree, list):
        return [_from_json(item, arrays, depth + 1) for item in tree]
    if isinstance(tree, dict):
        if set(tree) == {_ARRAY_KEY}:
            name = f"{tree[_ARRAY_KEY]}.npy"
            if name not in arrays:
                raise FactsError(f"Facts name their arrays by number. Received {name[:40]}, which is not there.")
            return arrays[name]
        return {_text(key): _from_json(item, arrays, depth + 1) for key, item in tree.items()}
    return _text(tree) if isinstance(tree, str) else tree


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise FactsError(f"Texts are Unicode. Received half a character, \\u{ord(text[error.start]):04x}.") from None
    return text
