"""The same code, asked the same, runs once; anything else is asked anew."""

import time
from dataclasses import replace

import numpy as np
import pytest

from autograder.facts_store import StoredFacts
from autograder.submission import submission_from_source
from autograder.worker.messages import Crash


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
        return StoredFacts(inner, tmp_path, assignment, submission)

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
    changed.mkdir()
    (changed / "probe.py").write_text("# changed")
    for assignment in (resnet, replace(resnet, folder=changed)):
        open_store(inner, assignment=assignment).probe("outputs", given(), 1, 10)
    assert inner.asked == 2


def test_what_a_busy_machine_causes_is_asked_again(open_store):
    inner = CountingSession(Crash("time", "It took longer than 3 seconds."))
    for _ in range(2):
        open_store(inner).probe("outputs", given(), 1, 10)
    assert inner.asked == 2
