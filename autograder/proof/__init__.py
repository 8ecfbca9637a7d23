"""The kit proves itself: known solutions, whose verdicts are known, and thresholds that were measured."""

from autograder.proof.calibration import calibrate, calibrate_variant, read_calibration
from autograder.proof.commands import calibrate_assignment, verify_assignments
from autograder.proof.measuring import measure, threshold_from, tolerance_factor
from autograder.proof.rules import RuleVerdict, check_rules
from autograder.proof.variants import Variant, known_solutions, load_variants
from autograder.proof.verify import Verdict

__all__ = [
    "RuleVerdict",
    "Variant",
    "Verdict",
    "calibrate",
    "calibrate_assignment",
    "calibrate_variant",
    "check_rules",
    "known_solutions",
    "load_variants",
    "measure",
    "read_calibration",
    "threshold_from",
    "tolerance_factor",
    "verify_assignments",
]
