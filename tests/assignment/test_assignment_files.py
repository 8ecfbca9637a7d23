"""Mistakes in an assignment's own files stop with a sentence that names file and line."""

import pytest

from autograder.assignment import find_assignment, load_assignment
from autograder.errors import AssignmentError, AutograderError
from tests.support.small_assignment import HIDDEN, PROBE, TOML, VISIBLE, write_small_assignment


def test_a_sound_assignment_loads(tmp_path):
    assignment = load_assignment(write_small_assignment(tmp_path), tmp_path / "solutions")
    assert [check.name for check in assignment.checks] == [
        "test_doubles",
        "test_doubles_drawn_numbers",
        "test_doubles_a_list",
    ]
    assert assignment.max_score == 5


def test_a_student_sees_no_hidden_check(tmp_path):
    assignment = load_assignment(write_small_assignment(tmp_path))
    assert [check.hidden for check in assignment.checks] == [False, False]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"toml": TOML.replace("points = 3", "points = 4")},
            r"assignment\.toml:14: .* 'double' says 4; its checks add up to 3",
        ),
        (
            {"toml": TOML.replace('needs = ["double"]', 'needs = ["triple"]')},
            r"assignment\.toml:21: .* 'double_all' needs 'triple'",
        ),
        (
            {"toml": TOML.replace('name = "double_all"', 'name = "double"')},
            r"assignment\.toml:14: .*unique.* 'double' twice",
        ),
        (
            {
                "toml": TOML.replace(
                    'seconds = 4\nhints = ["Look at the docstring.", "Add', 'hints = ["Look at the docstring.", "Add'
                )
            },
            r"assignment\.toml:14: .*`seconds`; task 'double' has none",
        ),
        ({"toml": f'draft = "yes"\n{TOML}'}, r"assignment\.toml:1: `draft` is true or false. Received 'yes'"),
        ({"toml": TOML.replace("memory_mb", "memory")}, r"assignment\.toml:6: A limit is one of .* Received 'memory'"),
        ({"toml": TOML.replace("needs", "wants")}, r"assignment\.toml:25: A task has no key 'wants'"),
        ({"toml": "title ="}, r"assignment\.toml: The file is not valid TOML"),
        ({"toml": 'title = "x"'}, r"assignment\.toml:1: .*at least one \[\[tasks\]\]"),
        (
            {"visible": VISIBLE.replace('@task("double", ', '@task("treble", ')},
            r"test_numbers\.py:11: test_doubles belongs to task 'treble'",
        ),
        (
            {"probe": PROBE.replace("def doubled(", "def halved(")},
            r"test_numbers\.py:11: test_doubles judges probe 'doubled', which probe\.py does not define",
        ),
        ({"probe": "def doubled(:"}, r"probe\.py:1: The probe cannot be read"),
        (
            {"visible": VISIBLE.replace('    """A number comes back doubled."""\n', "")},
            r"test_numbers\.py:11: A check's docstring is what a student reads; test_doubles has none",
        ),
        (
            {"visible": VISIBLE.replace("(doubled, given)", "(given)")},
            r"test_numbers\.py:11: A check takes the facts of one probe",
        ),
        ({"visible": VISIBLE + "\n1 / 0\n"}, r"test_numbers\.py:22: .*ZeroDivisionError"),
        ({"visible": "def broken(:"}, r"test_numbers\.py:1: .*SyntaxError"),
        ({"hidden": HIDDEN.replace("test_doubles_drawn_numbers", "test_doubles")}, r"'test_doubles' twice"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path, changed, sentence):
    folder = write_small_assignment(tmp_path, **changed)
    with pytest.raises(AssignmentError, match=sentence):
        load_assignment(folder, tmp_path / "solutions")


def test_a_missing_probe_is_named(tmp_path):
    folder = write_small_assignment(tmp_path)
    (folder / "probe.py").unlink()
    with pytest.raises(AssignmentError, match=r"probe\.py: An assignment has this file; it is missing"):
        load_assignment(folder)


def test_an_unknown_assignment_lists_the_known(tmp_path):
    write_small_assignment(tmp_path)
    with pytest.raises(AutograderError, match=r"no assignment '05_x' below .* Known: 00_small_numbers"):
        find_assignment("05_x", tmp_path, with_solutions=False)


def test_an_unknown_profile_lists_the_known(tmp_path):
    with pytest.raises(AutograderError, match="A profile is one of cpu, gpu. Received 'tpu'"):
        load_assignment(write_small_assignment(tmp_path)).profile("tpu")
