"""Calibration measures the reference and its variants, and keeps what it has seen."""

import json

import pytest
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.cli import app
from autograder.errors import AutograderError
from autograder.proof import calibrate as calibrate_reference
from autograder.proof import calibrate_variant, threshold_from
from autograder.proof.variants import find_variant
from tests.support.small_assignment import VISIBLE, write_small_assignment

# The share of right numbers, which is 1 for the reference: its threshold is 1.
ASKS = VISIBLE.replace("def test_doubles(doubled, given):", "def test_doubles(doubled, given, threshold):").replace(
    'expect(doubled, equals=given.withheld["doubled"], help="Two',
    'share = sum(x == y for x, y in zip(doubled, given.withheld["doubled"], strict=True)) / 3\n'
    '    expect(share, at_least=threshold["share"], help="Two',
    1,
)
WRONG = '"""Fails: test_doubles\n\nSquares a number."""\n\n\ndef double(number):\n    return number * number\n'
CRASHING = '"""Fails: test_doubles\n\nDivides by zero."""\n\n\ndef double(number):\n    return number / 0\n'


@pytest.fixture
def course(tmp_path):
    write_small_assignment(tmp_path, visible=ASKS)
    folder = tmp_path / "solutions" / "00_small_numbers" / "wrong"
    folder.mkdir()
    (folder / "squared.py").write_text(WRONG)
    (folder / "crashing.py").write_text(CRASHING)
    return tmp_path


def calibrate(course, *options):
    return CliRunner().invoke(app, ["calibrate", "00_small_numbers", "--root", str(course), "--jobs", "1", *options])


def recorded(course):
    return json.loads((course / "solutions" / "00_small_numbers" / "recorded" / "calibration.json").read_text())["cpu"]


def test_reference_and_variants_are_recorded_and_drawn(course):
    assert calibrate(course).exit_code == 0
    result = recorded(course)["results"]["share"]
    assert result["values"] == [1.0] * 30
    assert result["checks"] == ["test_doubles", "test_doubles_drawn_numbers"]
    assert result["threshold"] == threshold_from([1.0] * 30) == 1.0
    public = json.loads((course / "assignments" / "00_small_numbers" / "checks" / "thresholds.json").read_text())
    assert public == {"cpu": {"share": 1.0}}
    done = calibrate(course, "--seeds", "4", "--variant", "wrong/squared", "--variant", "wrong/crashing")
    assert "seed 4: crashed" in done.output
    variants = recorded(course)["variants"]
    assert variants["wrong/squared"]["share"]["highest"] < 1
    assert variants["wrong/squared"]["share"]["seeds"] == [1, 2, 3, 4]
    assert variants["wrong/crashing"] == {}
    assert recorded(course)["results"]["share"] == result
    assert (
        (course / "assignments" / "00_small_numbers" / "pictures" / "calibration.png")
        .read_bytes()
        .startswith(b"\x89PNG")
    )


def test_variants_measured_under_other_settings_are_dropped(course, workers):
    def load():
        return load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")

    def measure_reference():
        calibrate_reference(load(), "cpu", range(30), workers, 1, lambda seed, found: None)

    def measure_variant():
        squared = find_variant(load(), "wrong/squared")
        calibrate_variant(load(), squared, "cpu", range(2), workers, 1, lambda seed, found: None)

    measure_reference()
    measure_variant()
    measure_reference()
    assert list(recorded(course)["variants"]) == ["wrong/squared"]
    toml = course / "assignments" / "00_small_numbers" / "checks" / "assignment.toml"
    toml.write_text(toml.read_text().replace("largest = 9", "largest = 8"))
    with pytest.raises(AutograderError, match="not calibrated for profile 'cpu' as it is set now"):
        measure_variant()
    measure_reference()
    assert recorded(course)["variants"] == {}


def test_too_few_seeds_write_nothing(course):
    assert "at least 30 seeds. Received 29" in str(calibrate(course, "--seeds", "29").exception)
    assert not (course / "solutions" / "00_small_numbers" / "recorded" / "calibration.json").exists()


def test_an_unknown_variant_lists_the_known(course):
    loaded = load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")
    with pytest.raises(AutograderError, match=r"no variant 'wrong/halved'\. Known: wrong/crashing, wrong/squared"):
        find_variant(loaded, "wrong/halved")
