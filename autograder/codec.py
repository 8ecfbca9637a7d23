"""Facts as bytes: one `.npz` with a JSON entry and numeric arrays. Nothing executable crosses.

A worker's bytes are untrusted: sizes, depth, types and the archive's form are checked before anything is built from them.
"""

import io
import json
import math
import zipfile
from typing import Any

import numpy as np

from autograder.errors import FactsError

MAX_BYTES = 1 << 30
MAX_ENTRIES = 10_000
MAX_DEPTH = 40
_JSON_ENTRY = "facts.json"
_ARRAY_KEY = "__array__"
_NUMERIC_KINDS = "biuf"


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
        if value.dtype.kind not in _NUMERIC_KINDS:
            raise FactsError(f"Facts hold numeric arrays only. Received dtype {value.dtype} at {where}.")
        arrays.append(np.ascontiguousarray(value).reshape(value.shape))
        return {_ARRAY_KEY: len(arrays) - 1}
    if isinstance(value, (list, tuple)):
        return [_to_json(item, arrays, f"{where}[{index}]", depth + 1) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {str(key): _to_json(item, arrays, f"{where}.{key}", depth + 1) for key, item in value.items()}
    raise FactsError(f"Facts are JSON values and NumPy arrays. Received {type(value).__name__} at {where}.")


def decode(payload: bytes, max_bytes: int = MAX_BYTES) -> Any:
    """Return the facts in `payload`.

    Raises:
        FactsError: the bytes are not facts; nothing was executed or unpickled.
    """
    if len(payload) > max_bytes:
        raise FactsError(f"Facts may take {max_bytes} bytes. Received {len(payload)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            _check_archive(archive, max_bytes)
            tree = json.loads(archive.read(_JSON_ENTRY))
            names = archive.namelist()
            arrays = {name: _read_array(archive.read(name)) for name in names if name != _JSON_ENTRY}
    except FactsError:
        raise
    # The bytes are untrusted and several libraries parse them: whatever they raise means "not facts".
    except Exception as error:  # noqa: BLE001
        raise FactsError(
            f"Facts are one uncompressed .npz archive. Received bytes that are not: {error!r:.200}"
        ) from None
    return _from_json(tree, arrays, 0)


def _check_archive(archive: zipfile.ZipFile, max_bytes: int) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FactsError(f"Facts may hold {MAX_ENTRIES} arrays. Received {len(entries)}.")
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise FactsError("Facts are stored uncompressed. Received a compressed entry.")
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise FactsError(f"Facts may take {max_bytes} bytes unpacked. Received more.")


def _read_array(data: bytes) -> np.ndarray:
    stream = io.BytesIO(data)
    version = np.lib.format.read_magic(stream)
    read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read_header(stream)
    if dtype.kind not in _NUMERIC_KINDS:
        raise FactsError(f"Facts hold numeric arrays only. Received dtype {dtype}.")
    # A header may claim any shape; believe it only where the bytes are there.
    if math.prod(shape) * dtype.itemsize != len(data) - stream.tell():
        raise FactsError(f"An array's shape and its bytes must agree. Received shape {shape} and {len(data)} bytes.")
    stream.seek(0)
    return np.lib.format.read_array(stream, allow_pickle=False)


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
        return {key: _from_json(item, arrays, depth + 1) for key, item in tree.items()}
    return tree
