"""The sample class of the residual network: nine students, each with the marks they must get.

`python -m tests.sample_class FOLDER` writes one folder for each of them; `make demo` grades these.
"""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment, load_assignment
from autograder.variants import load_variants, reference_source

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Student:
    """One student's file, and what grading it must give: the outcome of each task, and the points."""

    name: str
    files: dict[str, str]
    outcomes: tuple[str, ...]
    score: float


def as_notebook(source: str) -> str:
    """Return a percent script's code cells as a notebook."""
    cells = [cell for cell in source.split("# %%") if cell.strip() and not cell.startswith(" [markdown]")]
    code = [{"cell_type": "code", "metadata": {}, "source": cell.partition("\n")[2], "outputs": []} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def sample_class(assignment: Assignment) -> list[Student]:
    """Return the students of the class."""
    reference, stub = reference_source(assignment), assignment.stub_source or ""
    variants = {
        variant.name: variant.source for kind in ("right", "wrong") for variant in load_variants(assignment, kind)
    }
    endless = reference.replace(
        "        residual = self.main(", "        while True:\n            pass\n        residual = self.main("
    )
    passed, blocked = ("passed",) * 4, ("blocked",) * 3
    return [
        Student("ada_reference", {"resnet.py": reference}, passed, 34),
        Student(
            "ben_closures_in_a_notebook", {"resnet.ipynb": as_notebook(variants["right/closure_units"])}, passed, 34
        ),
        Student(
            "cleo_no_projection",
            {"resnet.py": variants["wrong/projection_only_when_strided"]},
            ("crashed", *blocked),
            7,
        ),
        Student(
            "dora_softmax_twice",
            {"resnet.py": variants["wrong/softmax_twice"]},
            ("passed", "passed", "failed", "blocked"),
            26,
        ),
        Student(
            "emil_never_trains",
            {"resnet.py": variants["wrong/train_not_at_all"]},
            ("passed", "passed", "passed", "failed"),
            29,
        ),
        Student("fay_cannot_be_imported", {"resnet.py": f"import kerass\n{reference}"}, ("crashed", *blocked), 0),
        Student("gus_never_ends", {"resnet.py": endless}, ("crashed", *blocked), 0),
        Student("hal_untouched", {"resnet.py": stub}, ("unattempted",) * 4, 0),
        Student(
            "ida_edited_both", {"resnet.py": reference, "resnet.ipynb": as_notebook(reference)}, ("crashed",) * 4, 0
        ),
    ]


def write_class(folder: Path) -> list[Student]:
    """Write the class below `folder`, in place of what was there, and return it."""
    students = sample_class(load_assignment(ROOT / "assignments" / "04_resnet", ROOT / "solutions"))
    shutil.rmtree(folder, ignore_errors=True)
    for student in students:
        (folder / student.name).mkdir(parents=True)
        for name, text in student.files.items():
            (folder / student.name / name).write_text(text, encoding="utf-8")
    return students


if __name__ == "__main__":
    write_class(Path(sys.argv[1]))
