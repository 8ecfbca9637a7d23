"""Draws the pictures of `docs/pictures/` anew, from real pages in headless Chromium.

python -m docs.screenshots RUN    # RUN is what `autograder grade --out` wrote for a class of 04_resnet

Pages of the class and of students come from RUN; a notebook is run in JupyterLab and a small course is shown in nbgrader's formgrader, each
by a server of its own that ends with the script; `autograder watch` runs in a terminal. Takes some minutes.
"""

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from autograder.assignment import Assignment, find_assignment
from autograder.proof.variants import find_variant
from autograder.results import read_run
from autograder.results.report.writing import INSTRUCTOR, STUDENTS, file_names, write_pages
from tests.support.jupyter import jupyter_server
from tests.support.picture_watch import draw_watch
from tests.support.reports import browser_page
from tests.support.small_course import WRONG_MEAN, Course, filled
from tests.support.small_kit import MODULE, NAME, hand_in, solved

ROOT = Path(__file__).resolve().parents[1]
PICTURES = Path(__file__).resolve().parent / "pictures"
DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
ASSIGNMENT, WRONG, UNTOUCHED = "04_resnet", "wrong/bottleneck_activation_before_sum", ("build_resnet", "train")
MINUTES = 60_000


def main() -> None:
    """Draw everything."""
    PICTURES.mkdir(exist_ok=True)
    draw_reports(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix="screenshots-") as scratch:
        draw_notebook(find_assignment(ASSIGNMENT, ROOT, with_solutions=True), Path(scratch) / "notebook")
        draw_formgrader(Path(scratch) / "course")
        draw_watching(Path(scratch) / "watch")


@contextmanager
def opened(address: str, **options: Any) -> Iterator[Any]:
    """Yield a page of the browser."""
    with browser_page(**options) as (page, _):
        page.goto(address, wait_until="networkidle")
        yield page


def show(page: Any, selector: str) -> None:
    """Scroll to an element at once."""
    page.eval_on_selector(selector, "one => one.scrollIntoView({behavior: 'instant'})")


def save(name: str, screenshot: bytes) -> None:
    """Write a picture with few colours, which take a third of the room."""
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    image.quantize(192).save(PICTURES / f"{name}.png", optimize=True)
    sys.stdout.write(f"wrote {PICTURES / name}.png\n")


def draw_reports(folder: Path) -> None:
    """Draw the class page on a desktop, on a phone and in the dark, and pages of a student with failures and of one without."""
    run = read_run(folder)
    write_pages(run, find_assignment(run.assignment, ROOT, with_solutions=True))
    records = run.finished_records()
    files = file_names(run, records, names=False)
    best = max(records, key=lambda record: record.score).submission
    middling = min(records, key=lambda record: abs(record.score - 0.75 * record.max_score)).submission
    report = (folder / "report.html").resolve().as_uri()
    with opened(report, viewport=DESKTOP) as page:
        save("class", page.screenshot(clip={"x": 0, "y": 0, "width": 1200, "height": 1180}, full_page=True))
    with opened(report, viewport=PHONE, color_scheme="dark") as page:
        show(page, "#submissions")
        save("class_phone_dark", page.screenshot())
    with opened((folder / INSTRUCTOR / files[middling]).resolve().as_uri(), viewport=DESKTOP) as page:
        save("student_failed", page.locator("section:has(> .task .failed)").first.screenshot())
    with opened((folder / STUDENTS / files[best]).resolve().as_uri(), viewport=DESKTOP) as page:
        save("student_passed", page.locator("section").last.screenshot())
    with opened((folder / STUDENTS / files[best]).resolve().as_uri(), viewport=PHONE, color_scheme="dark") as page:
        show(page, "section:last-of-type figure:last-of-type")
        save("student_phone_dark", page.screenshot())


def draw_notebook(assignment: Assignment, folder: Path) -> None:
    """Draw what test cells show of a right, a wrong and an untouched task, in JupyterLab."""
    shutil.copytree(assignment.folder, folder / assignment.name)
    path = folder / assignment.name / f"{assignment.module}.ipynb"
    wrong = find_variant(assignment, WRONG).source
    # A script's cells of tasks that stay untouched are left out.
    kept = "".join(f"# %% {cell}" for cell in wrong.split("# %% ")[1:] if cell.partition("\n")[0] not in UNTOUCHED)
    path.write_text(json.dumps(filled(json.loads(path.read_text()), kept)))
    window = {"width": 1100, "height": 2400}
    with (
        jupyter_server(path.parent, folder / "home", "lab") as (server, token),
        opened(f"{server}/lab/tree/{path.name}?token={token}", viewport=window) as page,
    ):
        page.wait_for_selector("[data-status=idle]", state="attached", timeout=5 * MINUTES)
        page.click("#jp-MainMenu >> text=Run")
        page.click("text=Run All Cells >> visible=true")
        page.wait_for_selector(".autograder-check >> nth=3", timeout=5 * MINUTES)
        for number, name in enumerate(("right", "wrong", "untouched")):
            verdict = page.locator(".autograder-check").nth(number)
            verdict.scroll_into_view_if_needed()
            page.wait_for_timeout(500)
            save(f"notebook_{name}", verdict.screenshot())


def draw_watching(folder: Path) -> None:
    """Draw what `autograder watch` shows of a mistake, with a hint, and of right structure."""
    for drawing in draw_watch(folder):
        with opened(drawing.resolve().as_uri(), viewport={"width": 1400, "height": 1100}) as page:
            # The browser stretches a drawing to its window and leaves white around it.
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            drawn = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
            cropped = io.BytesIO()
            picture.crop(drawn).save(cropped, "PNG")
            save(drawing.stem, cropped.getvalue())


def draw_formgrader(folder: Path) -> None:
    """Draw nbgrader's list of a small class that the kit has graded."""
    folder.mkdir()
    course = Course(folder)
    course.nbgrader("generate_assignment", NAME)
    for student, script in {"ada": solved(), "ben": WRONG_MEAN, "cleo": solved("add", "mean")}.items():
        path = hand_in(course.folder, student) / f"{MODULE}.ipynb"
        path.write_text(json.dumps(filled(json.loads(path.read_text()), script)))
    course.nbgrader("autograde", NAME)
    with (
        jupyter_server(course.kit, folder / "home") as (server, token),
        opened(f"{server}/formgrader/?token={token}", viewport={"width": 1100, "height": 480}) as page,
    ):
        page.goto(f"{server}/formgrader/manage_submissions/{NAME}", wait_until="networkidle")
        page.wait_for_selector("tbody td:has-text('/ 5')", timeout=MINUTES)
        save("formgrader", page.screenshot())


if __name__ == "__main__":
    main()
