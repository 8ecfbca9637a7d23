"""Facts cross as JSON and numeric arrays, and nothing else does."""

import io
import pickle
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.codec import decode, encode
from autograder.errors import FactsError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
ARRAYS = hnp.arrays(
    st.sampled_from([np.float32, np.int64, np.uint8, np.bool_]), hnp.array_shapes(max_dims=3, max_side=4)
)


@settings(max_examples=60, deadline=None)
@given(PLAIN)
def test_plain_data_comes_back_equal(value):
    assert decode(encode(value)) == value


@settings(max_examples=60, deadline=None)
@given(ARRAYS)
def test_arrays_come_back_with_dtype_and_shape(array):
    received = decode(encode({"deep": [array]}))["deep"][0]
    assert received.dtype == array.dtype
    np.testing.assert_array_equal(received, array)


@pytest.mark.parametrize(
    "value", [object(), {"a": {1, 2}}, np.array([object()]), b"bytes", lambda: 0, np.array(["text"])]
)
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(FactsError, match="Facts"):
        encode(value)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_facts_or_refused(payload):
    with pytest.raises(FactsError):
        decode(payload)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_is_facts_or_refused(position, byte):
    payload = bytearray(encode({"a": np.arange(6.0), "b": [1, "two"]}))
    payload[position % len(payload)] = byte
    try:
        decode(bytes(payload))
    except FactsError as error:
        assert "Facts" in str(error) or "array" in str(error)


def archive(compression=zipfile.ZIP_STORED, **entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as opened:
        for name, content in entries.items():
            opened.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def array_bytes(array, **options):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, **options)
    return buffer.getvalue()


def test_compressed_bomb_is_refused():
    with pytest.raises(FactsError, match="uncompressed"):
        decode(archive(zipfile.ZIP_DEFLATED, facts__json="[" + " " * 10_000_000 + "]"))


def test_pickle_is_never_loaded():
    class Armed:
        def __reduce__(self):
            return (pytest.fail, ("unpickled",))

    evil = array_bytes(np.array([Armed()], dtype=object), allow_pickle=True)
    with pytest.raises(FactsError, match="numeric"):
        decode(archive(facts__json='{"__array__": 0}', **{"0__npy": evil}))
    with pytest.raises(FactsError):
        decode(pickle.dumps(Armed()))


def test_header_that_claims_more_than_there_is_is_refused():
    honest = array_bytes(np.zeros(4, np.float32))
    lying = honest.replace(b"(4,)", b"(9,)")
    with pytest.raises(FactsError, match="shape"):
        decode(archive(facts__json='{"__array__": 0}', **{"0__npy": lying}))


@pytest.mark.parametrize(
    "tree", ['{"__array__": 5}', '{"__array__": "../x"}', "[" * 60 + "]" * 60, "{", '{"__array__": {"a": 1}}']
)
def test_malformed_trees_are_refused(tree):
    with pytest.raises(FactsError):
        decode(archive(facts__json=tree))


def test_size_is_capped():
    with pytest.raises(FactsError, match="may take 100 bytes"):
        decode(encode(np.zeros(1000)), max_bytes=100)
