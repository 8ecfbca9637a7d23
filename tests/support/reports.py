"""What the tests of pages share: classes of drawn records, and a browser that may reach nothing but them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.judge import CheckResult, Outcome, Record, TaskResult, combine

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine to open pages in")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

# Difficulty of each check: who is better than that passes.
TASKS = {"first": (0.1, 0.3), "second": (0.5, 0.8)}


def drawn_record(name: str, ability: float, seconds: float = 1.0) -> Record:
    """Return a record of a submission that passes all checks easier than its ability; the second task waits for the first."""
    tasks: list[TaskResult] = []
    for title, difficulties in TASKS.items():
        blocked = bool(tasks) and tasks[0].outcome is not Outcome.PASSED
        checks = []
        for number, difficulty in enumerate(difficulties):
            outcome = Outcome.BLOCKED if blocked else Outcome.PASSED if ability > difficulty else Outcome.FAILED
            texts = {} if blocked or outcome is Outcome.PASSED else {"expected": "4", "received": "5", "help": "Count."}
            sentence = f"The {title} task's check {number} holds."
            checks.append(CheckResult(f"test_{title}_{number}", sentence, outcome, 2.0, hidden=number == 1, **texts))
        reason = "Waits for 'first': mend that first." if blocked else ""
        tasks.append(
            TaskResult(
                title,
                title.capitalize(),
                combine(check.outcome for check in checks),
                sum(check.earned for check in checks),
                4.0,
                tuple(checks),
                reason,
            )
        )
    score = sum(task.score for task in tasks)
    return Record(name, "00_drawn", "cpu", 1, score, 8.0, seconds, tuple(tasks), "0" * 64, sandboxed=True)


def drawn_class(count: int) -> list[Record]:
    """Return so many records of drawn abilities."""
    rng = np.random.default_rng(1)
    return [
        drawn_record(f"student_{number:04}", ability, 60 * ability)
        for number, ability in enumerate(rng.uniform(size=count))
    ]


def with_text(record: Record, text: str) -> Record:
    """Return a record that holds a text wherever a student's may stand: notes, output, checks, traceback."""
    tasks = []
    for task in record.tasks:
        checks = tuple(replace(check, received=text, expected=text, help=text, traceback=text) for check in task.checks)
        tasks.append(replace(task, checks=checks, printed=text))
    return replace(record, notes=(text,), tasks=tuple(tasks))


@contextmanager
def browser_page(**options: Any) -> Iterator[tuple[Any, list[str]]]:
    """Yield an empty page of a headless browser, and the list in which its complaints gather."""
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        page = browser.new_page(**options)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"not loaded: {request.url[:200]}"))
        yield page, complaints
        browser.close()


def overflow(page: Any) -> int:
    """Return by how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


# WCAG 2.2, "contrast ratio" and "relative luminance"; backgrounds are looked up through what is transparent.
CONTRASTS = """() => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (colour.startsWith("rgb") && (numbers(colour)[3] ?? 1) === 1) return numbers(colour);
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const said = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!said || !element.offsetParent || element.closest("script, style")) continue;
    const [one, other] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    found.push([(one + 0.05) / (other + 0.05), element.className + ": " + element.textContent.trim().slice(0, 40)]);
  }
  return found;
}"""


def write(folder: Path, name: str, text: str) -> str:
    """Write a page and return its address."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.as_uri()
