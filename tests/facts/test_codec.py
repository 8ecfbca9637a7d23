"""Facts cross as JSON and numeric arrays, and nothing else does."""

import contextlib
import io
import pickle
import time
import warnings
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.authoring import CheckFailed, expect
from autograder.errors import FactsError
from autograder.facts import decode, encode

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


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 300))
def test_damaged_archives_are_facts_or_refused(changes, cut):
    payload = bytearray(encode({"a": np.arange(6.0), "b": [1, "two", {"c": np.zeros((2, 3), bool)}]}))
    for position, byte in changes:
        payload[position % len(payload)] = byte
    del payload[len(payload) - cut % 40 :]
    with contextlib.suppress(FactsError):
        encode(decode(bytes(payload)))


JSON_TEXT = st.recursive(
    st.sampled_from(
        [
            "null",
            "NaN",
            "-Infinity",
            "1e999",
            "true",
            '"\\ud800"',
            '{"__array__": 0}',
            '{"__array__": [0]}',
            "0" * 5000,
            "9" * 5000,
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f'"{n}": {item}' for n, item in enumerate(items)) + "}"
        )
    ),
    max_leaves=12,
)
HEADERS = st.fixed_dictionaries(
    {
        "descr": st.sampled_from(
            ["<f8", ">f4", "|b1", "<f16", "|O", "<M8[s]", "|V8", "<U4", [("a", "<f8")], "<i8", "nonsense"]
        ),
        "fortran_order": st.booleans(),
        "shape": st.lists(st.integers(-2, 3) | st.sampled_from([2**31, 2**62, 2**64]), max_size=4).map(tuple)
        | st.just("no shape"),
    }
)


@settings(max_examples=200, deadline=None)
@given(JSON_TEXT, HEADERS, st.binary(max_size=64), st.sampled_from([(1, 0), (2, 0), (9, 9)]))
def test_made_up_trees_and_arrays_are_facts_or_refused(tree, header, data, version):
    text = repr(header).encode() + b"\n"
    array = b"\x93NUMPY" + bytes(version) + len(text).to_bytes(2 if version == (1, 0) else 4, "little") + text + data
    try:
        decoded = decode(archive(facts__json=tree, **{"0__npy": array}))
    except FactsError:
        return
    encode(decoded)  # what was accepted can be kept


@pytest.mark.parametrize("shape", [(0, 2**60), (2**62, 0), (0, 2**31, 2**31)])
def test_impossible_shapes_are_refused(shape):
    header = array_bytes(np.zeros((0, 7))).replace(b"(0, 7), }", f"{shape}, }}".encode())
    with pytest.raises(FactsError):
        decode(archive(facts__json='{"__array__": 0}', **{"0__npy": header}))


def test_truth_values_are_zero_or_one():
    true = array_bytes(np.array([True]))
    assert decode(archive(facts__json='{"__array__": 0}', **{"0__npy": true})).tolist() == [True]
    with pytest.raises(FactsError, match="Truth values"):
        decode(archive(facts__json='{"__array__": 0}', **{"0__npy": true[:-1] + b"\xff"}))


def test_numbers_of_unusual_size_are_refused():
    with pytest.raises(FactsError, match="numeric arrays only"):
        encode(np.zeros(2, np.longdouble))


def test_an_archive_that_lists_too_much_is_refused_before_it_is_read():
    payload = archive(facts__json="{}")
    start, end = payload.index(b"PK\x01\x02"), payload.index(b"PK\x05\x06")
    listed = payload[start:end] * 200_000
    bomb = payload[:start] + listed + payload[end : end + 12] + len(listed).to_bytes(4, "little") + payload[end + 16 :]
    began = time.perf_counter()
    with pytest.raises(FactsError, match="lists"):
        decode(bomb)
    assert time.perf_counter() - began < 0.5


def test_a_name_given_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as opened:
            opened.writestr("facts.json", "1")
            opened.writestr("facts.json", "2")
    with pytest.raises(FactsError, match="twice"):
        decode(buffer.getvalue())


def test_half_a_character_is_refused():
    with pytest.raises(FactsError, match="half a character"):
        decode(archive(facts__json='["\\ud800"]'))


@pytest.mark.parametrize("received", [None, "text", [1, [2]], {"a": 1}, 10**400, float("nan"), float("inf"), [], True])
@pytest.mark.parametrize("wanted", [{"at_least": 0.5}, {"at_most": 0.5}, {"close_to": 0.5}, {"equals": 0.5}])
def test_what_is_no_answer_fails_and_breaks_no_check(received, wanted):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expect(received, **wanted, help="A number is asked for.")
        except CheckFailed:
            return
    assert (received, wanted) == (True, {"at_least": 0.5})


def test_size_is_capped():
    with pytest.raises(FactsError, match="may take 100 bytes"):
        decode(encode(np.zeros(1000)), max_bytes=100)
