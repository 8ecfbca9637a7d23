"""What a running batch shows: a bar with names and the time left on a terminal, plain lines elsewhere."""

import io
import time

import pytest
from rich.console import Console

from autograder.judge import Record
from autograder.renderers.class_progress import ClassProgress


def record(name, score=3.0):
    return Record(name, "00_small_numbers", "cpu", 1, score, 5.0, 0.1, (), "")


def shown(terminal, total=4):
    stream = io.StringIO()
    # A terminal redraws its bar ten times a second; here only what is asked for.
    console = Console(file=stream, force_terminal=terminal, width=160, color_system=None)
    with ClassProgress(console, total) as progress:
        progress.finished(record("graded before"))
        progress.started("ada")
        progress.started("[red]bob\x1b[2J")
        if terminal:
            time.sleep(0.3)
        progress.finished(record("ada"))
    return stream.getvalue()


def test_without_a_terminal_there_are_plain_lines():
    lines = shown(terminal=False).splitlines()
    assert lines[0] == "[1/4] graded before: 3/5"
    assert lines[1].startswith("[2/4] ada: 3/5  about 0 s left")
    assert len(lines) == 2


def test_a_terminal_shows_count_and_current_names_and_obeys_none_of_them():
    text = shown(terminal=True)
    assert "1/4" in text and "ada, [red]bob?[2J" in text
    assert "\x1b[2J" not in text


def test_a_terminal_shows_the_first_names_only():
    console = Console(file=io.StringIO(), force_terminal=True, width=160, color_system=None)
    with ClassProgress(console, 9) as progress:
        for number in range(6):
            progress.started(f"s{number}")
        time.sleep(0.3)
        assert "s0, s1, s2, s3 and 2 more" in console.file.getvalue()


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [(20, "about 30 s left"), (200, "about 5 min left"), (7200, "about 3.0 h left")],
)
def test_time_left_follows_from_what_this_command_graded(seconds, sentence):
    progress = ClassProgress(Console(file=io.StringIO()), 6)
    progress.finished(record("graded before"))
    assert progress.time_left() == ""
    progress._began -= seconds
    for name in ("a", "b"):
        progress.started(name)
        progress.finished(record(name))
    # Two took this long, three are left.
    assert progress.time_left() == sentence


def test_after_the_last_nothing_is_left():
    progress = ClassProgress(Console(file=io.StringIO()), 1)
    progress.started("a")
    progress.finished(record("a"))
    assert progress.time_left() == ""
