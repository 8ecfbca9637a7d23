"""The leak scan: finds a solution line or a hidden check wherever it is planted, and nothing in a clean release."""

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest

from autograder.assignment import Assignment, find_assignment
from autograder.doors.nbgrader.releasing import release
from autograder.release import LeakFound, refuse_leaks, scan, secrets_of
from tests.support.small_kit import NAME, make_kit

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")

SOLUTION_LINE = "sum_of_both_numbers = left + right"
HIDDEN_LINE = 'wanted_secretly = [first + second for first, second in given.sent["pairs"]]'


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Return the small assignment, released."""
    kit = make_kit(tmp_path_factory.mktemp("release"))
    release(find_assignment(NAME, kit, with_solutions=True), kit / "course")
    return find_assignment(NAME, kit, with_solutions=True)


def test_clean_release_has_no_leak(released: Assignment) -> None:
    kit = released.folder.parents[1]
    assert scan([released.folder, kit / "course" / "release"], released) == []


def test_secrets_are_the_solution_and_the_hidden_checks(released: Assignment) -> None:
    origins = [secret.origin for secret in secrets_of(released)]
    assert sum("/sums.py:" in origin for origin in origins) == 4
    assert sum("/test_hidden.py:" in origin for origin in origins) >= 5
    squeezed = " ".join(secret.squeezed for secret in secrets_of(released))
    assert "Sumsoflargenumbers" not in squeezed, "a hidden check's sentence is public"


def cell_with(**fields: object) -> dict[str, object]:
    return {
        "cell_type": "code",
        "id": "x",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "",
        **fields,
    }


def encoded(text: str) -> str:
    return base64.b64encode(f"# a note\n{text}\n".encode()).decode()


def zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("autograder/deep/inside.py", f"x = 1\n{text}\n")
    return packed.getvalue()


def planted(kind: str, line: str) -> tuple[str, bytes]:
    """Return a file's name and content with `line` in it."""
    quoted = json.dumps(line)
    cells = {
        "source": cell_with(source=["a = 1\n", f"    {line}\n"]),
        "comment": cell_with(source=f"# {line}  # really"),
        "output": cell_with(outputs=[{"output_type": "stream", "name": "stdout", "text": f"{line}\n"}]),
        "metadata": cell_with(metadata={"note": {"deep": [quoted]}}),
        "attachment": {
            "cell_type": "markdown",
            "id": "x",
            "metadata": {},
            "source": "",
            "attachments": {"a.txt": {"text/plain": encoded(line)}},
        },
        "zip": {
            "cell_type": "markdown",
            "id": "x",
            "metadata": {},
            "source": "",
            "attachments": {"a.zip": {"application/zip": base64.b64encode(zipped(line)).decode()}},
        },
    }
    if kind in cells:
        return "a.ipynb", json.dumps(
            {"cells": [cell_with(), cells[kind]], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        ).encode()
    escaped = line.replace('"', "&quot;").replace(" = ", '<span class="o"> = </span>')
    files = {
        "script": ("a.py", f"def f():\n    {line}\n".encode()),
        "page": ("a.html", f"<html><pre>{escaped}</pre></html>".encode()),
        "picture": ("a.html", f'<img src="data:text/plain;base64,{encoded(line)}">'.encode()),
        "wheel": ("a-1-py3-none-any.whl", zipped(line)),
    }
    return files[kind]


@pytest.mark.parametrize("line", [SOLUTION_LINE, HIDDEN_LINE], ids=["solution", "hidden"])
@pytest.mark.parametrize(
    "kind", ["source", "comment", "output", "metadata", "attachment", "zip", "script", "page", "picture", "wheel"]
)
def test_planted_leak_is_found(released: Assignment, tmp_path: Path, kind: str, line: str) -> None:
    name, content = planted(kind, line)
    (tmp_path / name).write_bytes(content)
    leaks = scan([tmp_path], released)
    assert leaks, f"a leak in {kind} was overlooked"
    name, content = planted(kind, "harmless = 1")
    (tmp_path / name).write_bytes(content)
    assert scan([tmp_path], released) == []


def test_leak_names_file_and_place(released: Assignment, tmp_path: Path) -> None:
    name, content = planted("source", SOLUTION_LINE)
    (tmp_path / name).write_bytes(content)
    (leak,) = scan([tmp_path / name], released)
    assert leak.place == "cell 2 source line 2"
    with pytest.raises(
        LeakFound,
        match=r"a\.ipynb, cell 2 source line 2: a line of 01_sums/sums\.py:\d+\. Remove these lines and release again",
    ):
        refuse_leaks([leak])


def test_own_lines_are_no_leak(released: Assignment, tmp_path: Path) -> None:
    (tmp_path / "feedback.py").write_text(f"{SOLUTION_LINE}\n{HIDDEN_LINE}\n")
    assert [
        leak.what.split("/")[1].split(":")[0] for leak in scan([tmp_path], released, own=f"    {SOLUTION_LINE}\n")
    ] == ["test_hidden.py"]


def test_a_line_that_the_engine_says_as_well_is_no_secret(tmp_path: Path) -> None:
    """Else the wheel, which holds the engine, could go to nobody."""
    kit = make_kit(tmp_path)
    said, own = "@dataclass(frozen=True)", "wanted_in_secret = 1 + 1"
    (kit / "solutions" / NAME / "checks" / "answers.py").write_text(
        f"{said}\nclass Answer:\n    {own}\n".replace("@", "from dataclasses import dataclass\n\n\n@")
    )
    squeezed = {secret.squeezed for secret in secrets_of(find_assignment(NAME, kit, with_solutions=True))}
    assert said not in squeezed and "".join(own.split()) in squeezed
