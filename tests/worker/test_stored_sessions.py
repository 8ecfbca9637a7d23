"""The same code, asked the same, runs once; anything else is asked anew."""

import time
from dataclasses import replace

import numpy as np
import pytest

from autograder.facts import Crash, FactsStore
from autograder.submission import submission_from_source
from autograder.worker.stored_sessions import SharedFacts, StoredFacts


class CountingSession:
    """Counts how often a probe ran."""

    spent = 0.0

    def __init__(self, facts):
        self.facts, self.asked = facts, 0

    def probe(self, name, given, seed, seconds):
        self.asked += 1
        return self.facts

    def printed(self):
        return ""

    def close(self):
        pass


@pytest.fixture
def open_store(resnet, tmp_path):
    def opened(inner, source="x = 1", assignment=resnet):
        submission = submission_from_source("ada", "resnet.py", source, assignment)
        return StoredFacts(inner, FactsStore(tmp_path), assignment, submission)

    return opened


def given():
    return {"images": np.zeros((2, 3), np.float32), "cases": [{"filters": 4}]}


def test_a_later_session_finds_the_facts(open_store, monkeypatch):
    inner = CountingSession({"outputs": np.arange(4)})
    open_store(inner).probe("outputs", given(), 1, 10)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86400)
    found = open_store(inner).probe("outputs", given(), 1, 10)
    assert found["outputs"].tolist() == [0, 1, 2, 3]
    assert inner.asked == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "other"},
        {"seed": 2},
        {"given": {"images": np.ones((2, 3), np.float32), "cases": [{"filters": 4}]}},
    ],
)
def test_another_question_is_asked(open_store, asked):
    inner = CountingSession(1)
    for question in ({}, asked):
        open_store(inner).probe(**({"name": "outputs", "given": given(), "seed": 1, "seconds": 10} | question))
    assert inner.asked == 2


def test_other_code_is_asked(open_store):
    inner = CountingSession(1)
    for source in ("x = 1", "x = 2"):
        open_store(inner, source).probe("outputs", given(), 1, 10)
    assert inner.asked == 2


def test_another_probe_file_is_asked(open_store, resnet, tmp_path):
    inner = CountingSession(1)
    changed = tmp_path / "changed"
    (changed / "checks").mkdir(parents=True)
    (changed / "checks" / "probe.py").write_text("# changed")
    for assignment in (resnet, replace(resnet, folder=changed)):
        open_store(inner, assignment=assignment).probe("outputs", given(), 1, 10)
    assert inner.asked == 2


def test_what_a_busy_machine_causes_is_asked_again(open_store):
    inner = CountingSession(Crash("time", "It took longer than 3 seconds."))
    for _ in range(2):
        open_store(inner).probe("outputs", given(), 1, 10)
    assert inner.asked == 2


# Known solutions share facts where what a probe reaches is the same.

PROBES = """
def _asked(student, case):
    return getattr(student, case["name"])(1)


def doubled(student, given):
    return student.double(1)


def halved(student, given):
    return student.halve(1)


def chosen(student, given):
    return [_asked(student, case) for case in given["cases"]]
"""
SOLUTION = """
import math

FACTOR = 2


def factor():
    return math.floor(FACTOR)


def double(number):
    return factor() * number


def halve(number):
    return number / 2
"""


@pytest.fixture
def open_shared(resnet, tmp_path):
    folder = tmp_path / "04_resnet"
    (folder / "checks").mkdir(parents=True)
    (folder / "checks" / "probe.py").write_text(PROBES)
    assignment = replace(resnet, folder=folder)

    def opened(inner, source):
        submission = submission_from_source("ada", "resnet.py", source, assignment)
        return SharedFacts(inner, FactsStore(tmp_path), assignment, submission)

    return opened


def times_asked(open_shared, sources, probe, given=None, facts=1):
    inner = CountingSession(facts)
    for source in sources:
        open_shared(inner, source).probe(probe, given or {}, 1, 10)
    return inner.asked


@pytest.mark.parametrize(
    ("old", "new", "probe", "asked"),
    [
        ("number / 2", "number // 2", "doubled", 1),
        ("number / 2", "number // 2", "halved", 2),
        ("math.floor(FACTOR)", "3", "doubled", 2),
        ("math.floor(FACTOR)", "3", "halved", 1),
        ("def halve", "# Lines below move.\ndef halve", "halved", 1),
        # What runs on import may change everything.
        ("FACTOR = 2", "FACTOR = 3", "halved", 2),
        ("import math", "import cmath as math", "doubled", 2),
        ("import math", "import cmath as math", "halved", 1),
        ("def factor", "@print\ndef factor", "halved", 2),
    ],
)
def test_facts_are_shared_while_what_is_reached_stays(open_shared, old, new, probe, asked):
    assert old in SOLUTION
    assert times_asked(open_shared, [SOLUTION, SOLUTION.replace(old, new)], probe) == asked


@pytest.mark.parametrize(("old", "asked"), [("number / 2", 2), ("math.floor(FACTOR)", 1)])
def test_a_name_that_is_looked_up_by_text_is_reached(open_shared, old, asked):
    sources = [SOLUTION, SOLUTION.replace(old, "7")]
    assert times_asked(open_shared, sources, "chosen", {"cases": [{"name": "halve"}]}) == asked


@pytest.mark.parametrize(
    "added",
    [
        "seen = []",
        "seen: dict = {}",
        "counter = iter(range(9))",
        "print()",
        "import sys",
        "def count():\n    global FACTOR\n    FACTOR += 1",
        "def double(number):\n    return number",
    ],
)
def test_a_file_that_may_keep_something_between_calls_shares_nothing(open_shared, added):
    sources = [f"{text}\n{added}\n" for text in (SOLUTION, SOLUTION.replace("number / 2", "7"))]
    assert times_asked(open_shared, sources, "doubled") == 2


@pytest.mark.parametrize("facts", [Crash("raised", "Line 7 is wrong."), {"error": "resnet.py, line 7"}])
def test_what_names_lines_is_not_shared(open_shared, facts):
    sources = [SOLUTION, SOLUTION.replace("number / 2", "number // 2")]
    assert times_asked(open_shared, sources, "doubled", facts=facts) == 2


def test_strangers_share_nothing(open_store):
    inner = CountingSession(1)
    for source in (SOLUTION, SOLUTION.replace("number / 2", "number // 2")):
        open_store(inner, source).probe("residual_zeroed", given(), 1, 10)
    assert inner.asked == 2
