"""The judge: what is asked, what the facts are worth, and the one record of it. It imports neither frameworks nor student code."""

from autograder.judge.grading import Grading, run_check, ungradable
from autograder.judge.illustrations import illustrations_by_name
from autograder.judge.outcomes import Look, Outcome, combine
from autograder.judge.pools import grading_pool
from autograder.judge.questions import VISIBLE_SEED, Question, question_of
from autograder.judge.record import SCHEMA_VERSION, CheckResult, Record, TaskResult, record_from_json, record_schema

__all__ = [
    "CheckResult",
    "Grading",
    "Look",
    "Outcome",
    "Question",
    "Record",
    "SCHEMA_VERSION",
    "TaskResult",
    "VISIBLE_SEED",
    "combine",
    "grading_pool",
    "illustrations_by_name",
    "question_of",
    "record_from_json",
    "record_schema",
    "run_check",
    "ungradable",
]
