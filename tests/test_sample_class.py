"""The main job: the sample class is graded, and its table is right line by line."""

import io

from rich.console import Console

from autograder.batch import grade_class, open_run
from autograder.renderers.report import class_report
from autograder.renderers.table import print_class
from tests.conftest import ROOT
from tests.sample_class import write_class


def test_the_sample_class_gets_its_marks(resnet, tmp_path):
    students = write_class(tmp_path / "class")
    run = open_run(tmp_path / "out", resnet.name, "cpu", 1)
    records = list(grade_class(run, sorted((tmp_path / "class").iterdir()), resnet, jobs=2))
    received = {record.submission: (tuple(map(str, record.outcomes)), record.score) for record in records}
    assert received == {student.name: (student.outcomes, student.score) for student in students}
    lines = printed_table(resnet, records)
    for student in students:
        words = next(line for line in lines if student.name in line).split()[1:]
        assert words[:-1:2] == list(student.outcomes)
        assert words[-1] == f"{student.score}/{resnet.max_score}"
    readme = (ROOT / "README.md").read_text()
    assert [line.rstrip() for line in lines if line.strip() and line.rstrip() not in readme] == []
    page = class_report(resnet, records)
    assert "Waits for &#39;Residual unit&#39;" in page
    hidden_bodies = (ROOT / "solutions" / "04_resnet" / "test_resnet_hidden.py").read_text().splitlines()
    assert not [line for line in hidden_bodies if "repeat(" in line and line in page]


def printed_table(assignment, records):
    console = Console(file=io.StringIO(), width=120)
    print_class(console, assignment, records)
    return console.file.getvalue().splitlines()
