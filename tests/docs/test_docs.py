"""The documentation: it builds without a warning, its links lead somewhere, it needs no network, and its commands do what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from autograder.judge import record_schema
from autograder.release import scan
from autograder.student.progress import VARIABLE as PROGRESS
from docs import floors
from source_data import data_folder
from tests.conftest import ASSIGNMENTS, LOADED
from tests.support import ROOT
from tests.support.docs_pages import Command, Illustration, Written, begins_in, is_as_shown, read_page

DOCS = ROOT / "docs"
PAGES = {str(path.relative_to(DOCS)): path for path in sorted(DOCS.rglob("*.md"))}
RUN = [
    name
    for name, page in PAGES.items()
    if any(isinstance(step, Command) and not step.not_run for step in read_page(page))
]
PROGRAMS = ("autograder", "nbgrader", "pytest", "pip", "python", "make", "git", "jupyter", "mkdocs")
COURSE = (
    "assignments",
    "solutions",
    "autograder",
    "source_data",
    "nbgrader_config.py",
    "pyproject.toml",
    "README.md",
    "requirements.lock",
)
LONGEST = 300


# The site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    # Never `--quiet`: what is not told does not count as a warning.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST)
    assert finished.returncode == 0, finished.stderr + finished.stdout
    return folder


class Page(HTMLParser):
    """What a page points to, what it can be pointed at, and what it loads by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids.update(found[name] for name in ("id", "name") if name in found)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        # `rel="canonical"` and the like are read, not fetched.
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload", "preconnect"):
            self.loads.append(found["href"])
        if "src" in found:
            self.loads.append(found["src"])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_built(pages: dict[Path, Page], site: Path) -> None:
    built = {str(path.relative_to(site)) for path in pages}
    assert {name.removesuffix(".md") + ".html" for name in PAGES} <= built
    assert {f"assignments/{name}/index.html" for name in ASSIGNMENTS} <= built


def test_links_lead_somewhere(pages: dict[Path, Page]) -> None:
    lost = []
    for path, page in pages.items():
        # Only a server shows this page, from its root.
        for link in page.links if path.name != "404.html" else ():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or (
                parts.fragment and unquote(parts.fragment) not in pages[target].ids | {"__top"}
            ):
                lost.append(f"{path.name}: {link}")
    assert not lost


def test_a_page_opens_without_a_network(pages: dict[Path, Page], site: Path) -> None:
    for path, page in pages.items():
        for address in page.loads if path.name != "404.html" else ():
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc, f"{path} loads {address}"
            assert (path.parent / unquote(parts.path)).is_file(), f"{path} loads {address}, which is not there"
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert not re.findall(r"(?:url\(|@import)\s*[\"']?https?:[^)\s]*", styles)


def test_the_build_imports_no_tensorflow() -> None:
    code = f"import sys; sys.path.insert(0, {str(DOCS)!r}); import handouts, mkdocstrings; print('tensorflow' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "False"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_pages_give_no_solution_away(name: str) -> None:
    assert scan([DOCS], LOADED[name]) == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_reading_order_knows_every_assignment(name: str) -> None:
    rows = [line for line in (DOCS / "assignments.md").read_text(encoding="utf-8").splitlines() if f"`{name}`" in line]
    assert len(rows) == 1, f"docs/assignments.md has one row for {name}"


# The commands


def start(folder: Path, where: str) -> None:
    """Make the folder what a page's front matter says that it begins in."""
    # What a student's zip holds is tested where it is made.
    names = {"course": COURSE, "student's folder": ("assignments/04_resnet",), "empty folder": ()}[where]
    for source in (ROOT / name for name in names):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copyfile(source, folder / source.name)


class Terminal:
    """Runs commands one after the other, as typed into one shell: folder and variables last."""

    def __init__(self, folder: Path) -> None:
        home = folder.parent / "home"
        home.mkdir()
        self._state = folder.parent / "state"
        kept = {
            name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "NBGRADER", "PYTEST"))
        }
        self._environment = kept | {
            "HOME": str(home),
            PROGRESS: str(home / "progress.json"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
            "PYTHONPATH": str(ROOT),
            # The home is an empty one; drawn flowers need not be drawn again for it.
            "DEEP_VISION_DATA": str(data_folder()),
            "COLUMNS": "120",
        }
        self._state.write_text(f"cd '{folder}'\n")

    def run(self, command: str) -> tuple[int, str]:
        """Return exit code and output, standard error in its place among the rest."""
        keep = f"{{ echo cd \"'$PWD'\"; export -p; }} > '{self._state}'"
        script = f". '{self._state}'\n{command}\nstatus=$?\n{keep}\nexit $status"
        finished = subprocess.run(
            ["bash", "-c", script],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        return finished.returncode, finished.stdout


@pytest.mark.parametrize("name", RUN)
def test_commands_do_what_the_page_shows(name: str, tmp_path: Path) -> None:
    page, folder = PAGES[name], tmp_path / "work"
    folder.mkdir()
    start(folder, begins_in(page))
    terminal = Terminal(folder)
    for step in read_page(page):
        place = f"docs/{name}:{step.line}"
        if isinstance(step, Written):
            path = folder / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        elif isinstance(step, Command) and not step.not_run:
            status, printed = terminal.run(step.text)
            assert status == step.exits_with, f"{place}: `{step.text}` exited with {status}:\n{printed}"
            assert not step.printed or is_as_shown(step.printed, printed), (
                f"{place} shows\n{step.printed}\nfor `{step.text}`, which printed\n{printed}"
            )


@pytest.mark.parametrize("name", PAGES)
def test_every_command_is_run_or_says_why_not(name: str) -> None:
    for step in read_page(PAGES[name]):
        place = f"docs/{name}:{step.line}"
        if isinstance(step, Command) and step.not_run:
            assert len(step.not_run.split()) >= 3, f"{place}: `not run` says why."
        if isinstance(step, Illustration):
            assert step.language not in ("bash", "sh", "shell"), f"{place}: commands stand in a `console` block."
            typed = [line for line in step.text.splitlines() if line.startswith(tuple(f"{word} " for word in PROGRAMS))]
            assert not typed, f"{place}: {typed} would be typed, so it belongs into a `console` block."


@pytest.mark.parametrize(
    ("shown", "printed", "alike"),
    [
        ("1\n...\n3", "1\n2\n3\n", True),
        ("1\n...\n3", "1\n3\n", True),
        ("a  table\n...", "\na table\n", True),
        ("1\n...\n3", "1\n2\n4\n", False),
        ("1", "1\n2\n", False),
        ("4/12", "4/120", False),
    ],
)
def test_a_changed_output_is_noticed(shown: str, printed: str, alike: bool) -> None:
    assert is_as_shown(shown, printed) is alike


def test_most_commands_are_run() -> None:
    commands = [step for page in PAGES.values() for step in read_page(page) if isinstance(step, Command)]
    run = [step for step in commands if not step.not_run]
    assert len(run) > len(commands) / 2


def test_contributing_draws_the_floors_of_today() -> None:
    page = floors.PAGE.read_text()
    assert page == floors.with_floors(page, floors.floors()), "run `python -m docs.floors`"


def test_the_schema_of_records_is_made_from_the_model() -> None:
    published = json.loads((DOCS / "reference" / "results.schema.json").read_text())
    assert published == record_schema(), "write it anew from autograder.judge.record_schema()"
