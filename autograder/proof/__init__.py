"""The kit proves itself: known solutions, whose verdicts are known, and thresholds that were measured."""

from autograder.proof.calibration import calibrate, calibrate_variant, read_calibration
from autograder.proof.calibration_picture import save_calibration
from autograder.proof.measuring import Measured, measure, threshold_from, tolerance_factor
from autograder.proof.variants import Variant, find_variant, known_solutions, load_variants
from autograder.proof.verify import Verdict, verify

__all__ = [
    "Measured",
    "Variant",
    "Verdict",
    "calibrate",
    "calibrate_variant",
    "find_variant",
    "known_solutions",
    "load_variants",
    "measure",
    "read_calibration",
    "save_calibration",
    "threshold_from",
    "tolerance_factor",
    "verify",
]
