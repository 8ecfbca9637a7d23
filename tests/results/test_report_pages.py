"""The pages as people have them: read, sorted and filtered in a browser, on a phone, in the dark, and hostile text stays text."""

import csv
import html
import json
import re
import time
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.authoring.pictures import Curves, Illustration, Maps, Matrix, Network, Photos
from autograder.cli import app
from autograder.errors import AssignmentError
from autograder.facts import decode, encode
from autograder.judge import Outcome
from autograder.judge.illustrations import pictures_of
from autograder.results.report.class_page import Evidence, class_report
from autograder.results.report.pages import shown_html
from autograder.results.report.similarity import Pair
from autograder.results.report.student_page import student_page
from tests.support.reports import (
    CONTRASTS,
    browser_page,
    drawn_class,
    drawn_record,
    needs_chromium,
    overflow,
    with_text,
    write,
)
from tests.support.small_assignment import LARGE_HIDDEN, PROBE, RIGHT, VISIBLE, write_small_assignment, write_submission

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">&amp;\u202e'\">"
PICTURES = '''
from autograder.authoring import Curves, picture


@picture("double")
def curve(doubled, given):
    """The doubled numbers."""
    return [Curves({"doubled": doubled}, measured="number")]
'''
ARRAY_PROBE = (
    PROBE
    + """

def squares(student, given):
    import numpy as np

    return np.array([[student.double(row + 10 * column) for row in range(4)] for column in range(5)], float)
"""
)
ARRAY_CHECK = VISIBLE.replace(
    '@task("double", points=2)\ndef test_doubles(doubled',
    '''@task("double", points=1)
def test_doubles_a_square(squares):
    """A square comes back doubled."""
    import numpy as np

    wanted = 2.0 * (np.arange(4)[None] + 10 * np.arange(5)[:, None])
    expect(squares, close_to=wanted, help="Each number.")


@task("double", points=1)
def test_doubles(doubled''',
)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    return load_assignment(write_small_assignment(root), root / "solutions")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded run of a small course, reported: its root and its folder."""
    root = tmp_path_factory.mktemp("graded")
    folder = write_small_assignment(root, probe=ARRAY_PROBE, visible=ARRAY_CHECK, hidden=LARGE_HIDDEN)
    (folder / "checks" / "pictures.py").write_text(PICTURES)
    sources = {"ada": RIGHT, "bob": RIGHT.replace("number + number", "number + 1"), "<script>eve": RIGHT + "x = 1\n"}
    folders = [str(write_submission(root / "class" / name, source)) for name, source in sources.items()]
    out = root / "out"
    options = ["--assignment", "00_small_numbers", "--out", str(out), "--root", str(root)]
    assert CliRunner().invoke(app, ["grade", *folders, *options]).exit_code == 0
    assert CliRunner().invoke(app, ["report", str(out), "--root", str(root)]).exit_code == 0
    return root, out


def page_of(out, submission, place="students"):
    with (out / "pages.csv").open() as stream:
        pages = {row["submission"]: row["page"] for row in csv.DictReader(stream)}
    return (out / pages[submission].replace("students", place)).read_text()


# What the command writes


def test_each_student_has_a_page_whose_file_does_not_say_whose(graded):
    _, out = graded
    files = sorted(path.name for path in (out / "students").iterdir())
    assert len(files) == 3 and all(re.fullmatch(r"[0-9a-f]{12}\.html", name) for name in files)
    assert sorted(path.name for path in (out / "instructor").iterdir()) == files
    assert "bob: 0 of 5 points" in page_of(out, "bob")


def test_names_come_into_file_names_when_asked_for(graded):
    root, out = graded
    assert CliRunner().invoke(app, ["report", str(out), "--root", str(root), "--names"]).exit_code == 0
    named = sorted(path.name for path in (out / "students").iterdir())
    assert [re.sub("[0-9a-f]{12}", "#", name) for name in named] == ["ada-#.html", "bob-#.html", "script_eve-#.html"]
    CliRunner().invoke(app, ["report", str(out), "--root", str(root)])
    assert len(list((out / "students").iterdir())) == 3


def test_pages_to_hand_out_show_no_case_of_a_hidden_check(graded):
    _, out = graded
    record = next(json.loads(line) for line in (out / "results.jsonl").read_text().splitlines() if '"bob"' in line)
    hidden = [check for task in record["tasks"] for check in task["checks"] if check["hidden"]]
    assert hidden and hidden[0]["expected"]
    assert hidden[0]["sentence"] in page_of(out, "bob")
    assert hidden[0]["expected"] not in page_of(out, "bob")
    assert hidden[0]["expected"] in page_of(out, "bob", "instructor")


def test_a_failed_array_is_shown_as_maps_and_facts_as_the_assignments_pictures(graded):
    _, out = graded
    assert page_of(out, "bob").count("data:image/png;base64,") == 3
    assert page_of(out, "ada").count("data:image/png;base64,") == 0
    assert "The doubled numbers." in page_of(out, "ada") and "<polyline" in page_of(out, "ada")


def test_the_class_page_tells_time_and_likeness(graded):
    _, out = graded
    report = (out / "report.html").read_text()
    assert 'data-label="Seconds"' in report and "Suspiciously equal" in report
    spent = [decode(path.read_bytes(), trusted=True)["seconds"] for path in (out / "facts").iterdir()]
    assert len(spent) == 3 and all(seconds >= 0 for times in spent for seconds in times.values())


def test_facts_of_any_form_cost_one_picture_only(graded):
    root, out = graded
    (path,) = [one for one in (out / "facts").iterdir() if b"number + 1" in one.read_bytes()]
    whole = path.read_bytes()
    kept = decode(whole, trusted=True)
    for odd in (None, "text", [[]], [float("nan")], {"a": 1}, [10**400]):
        broken = {key: odd if key.startswith("doubled/") else value for key, value in kept["facts"].items()}
        path.write_bytes(encode(kept | {"facts": broken}))
        assert CliRunner().invoke(app, ["report", str(out), "--root", str(root)]).exit_code == 0
        assert "bob: 0 of 5 points" in page_of(out, "bob")
    path.write_bytes(b"damaged")
    assert CliRunner().invoke(app, ["report", str(out), "--root", str(root)]).exit_code == 0
    path.write_bytes(whole)
    CliRunner().invoke(app, ["report", str(out), "--root", str(root)])


def test_a_run_that_is_not_finished_is_refused(graded, tmp_path):
    root, _ = graded
    result = CliRunner().invoke(app, ["report", str(tmp_path), "--root", str(root)])
    assert "holds no readable run" in str(result.exception)


def test_a_picture_of_what_no_visible_check_judges_is_refused(tmp_path):
    folder = write_small_assignment(tmp_path)
    (folder / "checks" / "pictures.py").write_text(PICTURES.replace("doubled, given", "doubled_lists, given"))
    with pytest.raises(
        AssignmentError, match="A picture shows what a visible check judges. Of task 'double' these are"
    ):
        pictures_of(load_assignment(folder, tmp_path / "solutions"))


@pytest.mark.parametrize(
    "drawing",
    [
        Photos([np.full((4, 4, 3), np.nan), np.zeros((900, 3)), np.zeros((2, 2, 1))], ["a", HOSTILE, "c"]),
        Photos([], []),
        Photos([np.zeros(3)], ["no image"]),
        Maps({"a": np.array([[np.inf, np.nan], [1, -1]]), HOSTILE: np.zeros((0, 3))}),
        Curves({HOSTILE: [1.0, float("nan"), float("inf")], "empty": []}),
        Curves({}),
        Matrix(np.zeros((2, 2), int), ["a", HOSTILE]),
        Network([(1, 2, 3), (1, 2, 3), (0, 0, 0)], frozenset({7}), HOSTILE),
        Network([], frozenset()),
    ],
)
def test_pictures_of_odd_facts_are_drawn_or_say_so(drawing):
    text = shown_html(Illustration("What it is.", (drawing,)))
    assert "<script>document" not in text and "nan," not in text


# What a student writes stays text


@pytest.mark.parametrize("whole", [False, True])
def test_hostile_text_is_text(numbers, whole):
    record = with_text(drawn_record(HOSTILE, 0.2), HOSTILE)
    for page in (student_page(numbers, record, {}, whole), class_report(numbers, [record])):
        assert "<script>document" not in page and "<img src=x" not in page and "\u202e" not in page
        assert "default-src 'none'" in html.unescape(page)


def test_pages_name_no_other_place(numbers):
    evidence = Evidence({"student_0001": "instructor/1.html"}, {}, ())
    for page in (class_report(numbers, drawn_class(5), evidence), student_page(numbers, drawn_class(1)[0], {})):
        assert not re.findall(r"(?:https?:|//)[a-z]", page)


# In a browser


@pytest.fixture(scope="module")
def class_pages(numbers, tmp_path_factory):
    """A class page with all it can show, and one student's page: their addresses."""
    folder, records = tmp_path_factory.mktemp("pages"), drawn_class(60)
    broken = with_text(drawn_record(HOSTILE, 0.2), "x" * 200)
    tasks = tuple(replace(task, outcome=Outcome.CRASHED) for task in broken.tasks)
    records.append(replace(broken, tasks=tasks, sandboxed=False))
    pages = {record.submission: f"instructor/{number}.html" for number, record in enumerate(records)}
    alike = [Pair("student_0001", "student_0002", 0.9, False), Pair("student_0003", HOSTILE, 1.0, True)]
    evidence = Evidence(pages, {"test_first_0": [0.5]}, alike)
    for record in records:
        write(folder, pages[record.submission], student_page(numbers, record, some_pictures(), whole=True))
    return write(folder, "report.html", class_report(numbers, records, evidence)), folder


def some_pictures():
    curves = Curves(
        {"plain": [0.1, 0.5, 0.7], "augmented": [0.2, 0.4, 0.9]}, {"plain": ([0, 0.3, 0.5], [0.3, 0.6, 0.8])}
    )
    photos = Photos([np.zeros((8, 8, 3))] * 3, ["one", "two", "three"])
    matrix = Matrix(np.arange(25).reshape(5, 5), ["dandelion", "daisy", "tulips", "sunflowers", "roses"])
    network = Network([(56, 56, 64)] * 9 + [(28, 28, 128)] * 7, frozenset({3}))
    maps = Maps({"expected": np.eye(4), "received": -np.eye(4)}, shared=("expected", "received"))
    return {
        "first": [Illustration("All kinds.", (curves, photos, matrix, network))],
        "test_first_0": [Illustration("Maps.", (maps,))],
    }


@needs_chromium
def test_class_page_sorts_and_filters(class_pages):
    with browser_page() as (page, complaints):
        page.goto(class_pages[0])
        names = "#submissions tbody tr:not([hidden]) th"
        scores = "#submissions tbody td[data-label=Points]"

        def read_scores():
            return page.eval_on_selector_all(scores, "cells => cells.map(cell => Number(cell.dataset.value))")

        assert page.locator(names).count() == 61
        heading = page.locator("#submissions thead th", has_text="Points")
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "descending" and read_scores() == sorted(
            read_scores(), reverse=True
        )
        # By keyboard as well.
        heading.locator("button").press("Enter")
        assert heading.get_attribute("aria-sort") == "ascending" and read_scores() == sorted(read_scores())
        assert page.locator("#submissions [aria-sort]").count() == 1
        page.fill("#name", "STUDENT_001")
        assert page.locator(names).count() == 10 and page.inner_text("#count") == "10 of 61 submissions"
        page.fill("#name", "")
        page.select_option("#outcome", "crashed")
        assert page.locator(names).count() == 1
        page.select_option("#outcome", "")
        checks = page.locator("#checks thead th", has_text="Separation")
        checks.locator("button").click()
        assert checks.get_attribute("aria-sort") == "descending"
        assert complaints == [] and page.title() == "00_small_numbers: Small numbers: the class"


@needs_chromium
def test_class_page_leads_to_a_student(class_pages):
    with browser_page() as (page, complaints):
        page.goto(class_pages[0])
        page.click("#submissions a:has-text('student_0007')")
        page.wait_for_url("**/instructor/7.html")
        assert page.inner_text("h1").startswith("student_0007: ")
        assert complaints == []


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_can_be_read(class_pages, width, scheme):
    first, folder = class_pages
    for address in (first, (folder / "instructor" / "3.html").as_uri(), (folder / "instructor" / "60.html").as_uri()):
        with browser_page(viewport={"width": width, "height": 800}, color_scheme=scheme) as (page, complaints):
            page.goto(address)
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            assert overflow(page) == 0, address
            contrasts = page.evaluate(CONTRASTS)
            assert len(contrasts) > 20
            # WCAG 2.2, 1.4.3: 4.5 to 1 for text.
            assert [pair for pair in contrasts if pair[0] < 4.5] == []
            background = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, re.findall(r"\d+", background))) < 200) == (scheme == "dark")
            assert complaints == []


@needs_chromium
def test_all_that_can_be_done_can_be_done_by_keyboard(class_pages):
    with browser_page() as (page, _):
        page.goto(class_pages[0])
        reached = []
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", reached[-1]
        assert "To the content" in page.content() and 'class="skip"' in reached[0]
        assert any('id="name"' in one for one in reached) and any("<button" in one for one in reached)


@needs_chromium
def test_tables_have_headers_and_captions(class_pages):
    first, folder = class_pages
    with browser_page() as (page, _):
        for address in (first, (folder / "instructor" / "3.html").as_uri()):
            page.goto(address)
            assert page.locator("table:not(:has(thead th[scope=col]))").count() == 0
            assert page.locator("img:not([alt]), img[alt='']").count() == 0
            assert page.locator("h1").count() == 1
            assert page.get_attribute("html", "lang") == "en"


def test_a_class_of_a_thousand_is_written_in_seconds(numbers):
    records = drawn_class(1000)
    began = time.process_time()
    text = class_report(numbers, records)
    assert time.process_time() - began < 10
    assert len(text) < 4_000_000


@needs_chromium
def test_a_class_of_a_thousand_is_usable(numbers, tmp_path):
    address = write(tmp_path, "report.html", class_report(numbers, drawn_class(1000)))
    with browser_page() as (page, complaints):
        page.goto(address)
        page.click("#submissions thead th:has-text('Points') button")
        page.fill("#name", "student_0999")
        assert page.locator("#submissions tbody tr:not([hidden])").count() == 1
        assert complaints == []
