"""Reading what students hand in: each odd file gets its own sentence, and none is executed."""

import json

import pytest

from autograder.assignment import load_assignment
from autograder.errors import SubmissionError
from autograder.submission import read_submission
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment, write_submission


@pytest.fixture
def numbers(tmp_path):
    folder = write_small_assignment(tmp_path)
    return load_assignment(folder, tmp_path / "solutions")


def notebook(*sources, **metadata):
    cells = [
        {"cell_type": "code", "source": source.splitlines(keepends=True), "metadata": metadata} for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_edited_script_is_graded(numbers, tmp_path):
    submission = read_submission(write_submission(tmp_path / "ada", RIGHT), numbers)
    assert (submission.name, submission.source, submission.untouched) == ("ada", RIGHT, frozenset())


def test_edited_notebook_beside_the_untouched_script_is_graded(numbers, tmp_path):
    folder = write_submission(tmp_path / "ada", STUB)
    write_submission(folder, notebook("def double(number):\n    return 2 * number", "x = 1"), "small_numbers.ipynb")
    submission = read_submission(folder, numbers)
    assert submission.filename == "small_numbers.ipynb"
    assert "return 2 * number" in submission.source


def test_untouched_files_are_unattempted(numbers, tmp_path):
    submission = read_submission(write_submission(tmp_path / "ada", STUB), numbers)
    assert submission.untouched == {"double", "double_all"}


def test_comments_and_layout_are_no_attempt(numbers, tmp_path):
    changed = STUB.replace("# YOUR CODE HERE", "# I will do this tomorrow\n").replace(
        '"""Return two', '"""I return two'
    )
    assert read_submission(write_submission(tmp_path / "ada", changed), numbers).untouched == {"double", "double_all"}


def test_one_edited_task_is_one_attempt(numbers, tmp_path):
    changed = STUB.replace('raise NotImplementedError("not yet")', "return 2 * number", 1)
    assert read_submission(write_submission(tmp_path / "ada", changed), numbers).untouched == {"double_all"}


def test_two_edited_files_are_refused(numbers, tmp_path):
    folder = write_submission(tmp_path / "ada", RIGHT)
    write_submission(folder, notebook(RIGHT), "small_numbers.ipynb")
    with pytest.raises(
        SubmissionError, match=r"small_numbers\.py and small_numbers\.ipynb were both edited\. Remove the one"
    ):
        read_submission(folder, numbers)


MANY_CELLS = json.dumps({"cells": [{"cell_type": "code", "source": ""}] * 1001})


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("other.py", b"x = 1", r"holds small_numbers\.py or small_numbers\.ipynb\. Received other\.py"),
        ("small_numbers.py", "# café".encode("latin-1"), "must be UTF-8 text. Byte 5 is not"),
        ("small_numbers.py", b"x = 1\0", "zero byte at position 5"),
        ("small_numbers.py", b"#" * 10_000_000, "may have 50 KB. Received 9765 KB"),
        ("small_numbers.ipynb", b"{", "A notebook is a JSON file"),
        ("small_numbers.ipynb", b"", "A notebook is a JSON file"),
        ("small_numbers.ipynb", b"[" * 40_000, "A notebook is a JSON file"),
        ("small_numbers.ipynb", b'{"cells": [{"cell_type": "code"}]}', "cannot be read .KeyError"),
        ("small_numbers.ipynb", b'{"cells": 7}', "A notebook is a JSON file"),
        ("small_numbers.ipynb", MANY_CELLS.encode(), "A notebook may have 1000 cells. Received 1001"),
    ],
)
def test_odd_files_get_a_sentence(numbers, tmp_path, name, content, sentence):
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / name).write_bytes(content)
    with pytest.raises(SubmissionError, match=sentence):
        read_submission(folder, numbers)


@pytest.mark.parametrize(
    "source",
    ["x = " + "+".join("1" * 3000), "x" + ".a" * 3000, "x" + "()" * 3000, "if x:\n pass\n" + "elif x:\n pass\n" * 3000],
    ids=["sum", "attributes", "calls", "branches"],
)
def test_code_too_deep_to_look_into_is_an_attempt(numbers, tmp_path, source):
    """Such code stopped the reader, and with it the class."""
    submission = read_submission(write_submission(tmp_path / "ada", source), numbers)
    assert (submission.source, submission.untouched) == (source, frozenset())


def test_empty_folder_gets_a_sentence(numbers, tmp_path):
    (tmp_path / "ada").mkdir()
    with pytest.raises(SubmissionError, match="Received an empty folder"):
        read_submission(tmp_path / "ada", numbers)


def test_file_instead_of_a_folder_gets_a_sentence(numbers, tmp_path):
    (tmp_path / "ada").write_text("x")
    with pytest.raises(SubmissionError, match="A submission is a folder"):
        read_submission(tmp_path / "ada", numbers)


def test_link_out_of_the_folder_is_not_followed(numbers, tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text(RIGHT)
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "small_numbers.py").symlink_to(secret)
    with pytest.raises(SubmissionError, match="holds small_numbers"):
        read_submission(tmp_path / "ada", numbers)


def test_magics_are_left_out_and_said_so(numbers, tmp_path):
    cells = (
        "%matplotlib inline\n!pip install x\nx = 1",
        "%%bash\nrm -rf /",
        "%%time\ny = 2",
        "if x:\n    %time z = 3",
        "help?",
    )
    submission = read_submission(
        write_submission(tmp_path / "ada", notebook(*cells, RIGHT), "small_numbers.ipynb"), numbers
    )
    compile(submission.source, "small_numbers.py", "exec")
    assert "rm -rf" not in submission.source
    assert "y = 2" in submission.source
    assert len(submission.notes) == 6
    assert (
        submission.notes[0] == "Cell 1: the line %matplotlib inline was left out; it means something in Jupyter only."
    )


def test_percent_in_python_is_no_magic(numbers, tmp_path):
    source = "x = (7\n% 2)\ns = 'why?'"
    submission = read_submission(
        write_submission(tmp_path / "ada", notebook(source, RIGHT), "small_numbers.ipynb"), numbers
    )
    assert source in submission.source
    assert submission.notes == ()


def test_locked_test_cells_are_no_student_code(numbers, tmp_path):
    text = json.loads(notebook(RIGHT, "check('double')"))
    text["cells"][1]["metadata"] = {
        "nbgrader": {"grade": True, "locked": True, "solution": False, "grade_id": "check-double"}
    }
    submission = read_submission(write_submission(tmp_path / "ada", json.dumps(text), "small_numbers.ipynb"), numbers)
    assert "check(" not in submission.source
