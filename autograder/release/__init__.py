"""What leaves for others: students' kits, looked through for leaks, and the files with which CI grades."""

from autograder.release.answers import LARGEST_BYTES, is_record, record_answers
from autograder.release.ci import ci
from autograder.release.kits import build_student_kit, build_wheel, write_zip
from autograder.release.leaks import LeakFound, refuse_leaks, scan, scan_bytes, scan_statements, secrets_of
from autograder.release.public_files import copy_public_files, generated_files, stub_files

__all__ = [
    "LARGEST_BYTES",
    "LeakFound",
    "build_student_kit",
    "build_wheel",
    "ci",
    "copy_public_files",
    "generated_files",
    "is_record",
    "record_answers",
    "refuse_leaks",
    "scan",
    "scan_bytes",
    "scan_statements",
    "secrets_of",
    "stub_files",
    "write_zip",
]
