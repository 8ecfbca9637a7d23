"""Mistakes in an assignment's own files stop with a sentence that names file and line."""

import pytest

from autograder.assignment import find_assignment, load_assignment, read_course_settings
from autograder.errors import AssignmentError, AutograderError
from tests.support.small_assignment import HIDDEN, PROBE, TOML, VISIBLE, write_small_assignment

NO_SUCH = "There is no setting"
TEXT, NUMBER, COUNT = "a text that is not empty", "a number above 0", "a whole number above 0"


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


def replaced(old, new):
    assert old in TOML
    return TOML.replace(old, new)


@pytest.mark.parametrize(
    ("toml", "line", "sentence"),
    [
        # Names that nobody knows, with those that are known.
        (
            f'titel = "x"\n{TOML}',
            ":1",
            f"{NO_SUCH} `titel` in this file. Known: title, tasks, limits, profiles, draft.",
        ),
        (
            replaced("needs", "wants"),
            ":24",
            f"{NO_SUCH} `wants` in `tasks[1]`. Known: name, title, points, seconds, needs, training, hints.",
        ),
        (
            replaced("memory_mb", "memory"),
            ":6",
            f"{NO_SUCH} `memory` in `limits`. Known: import_seconds, memory_mb, scratch_mb, processes, threads, source_kb.",
        ),
        (replaced("profiles.cpu", "profiles.tpu"), ":9", "A profile is one of cpu, gpu. Received 'tpu'."),
        # Values of another kind.
        (replaced("memory_mb = 2000", 'memory_mb = "2000"'), ":6", f"`limits.memory_mb` is {COUNT}. Received '2000'."),
        (replaced("memory_mb = 2000", "memory_mb = 1.5"), ":6", f"`limits.memory_mb` is {COUNT}. Received 1.5."),
        (replaced("points = 3", 'points = "3"'), ":15", f"`tasks[0].points` is {NUMBER}. Received '3'."),
        (replaced("points = 2", "points = true"), ":22", f"`tasks[1].points` is {NUMBER}. Received True."),
        (replaced('title = "Small numbers"', "title = 3"), ":2", f"`title` is {TEXT}. Received 3."),
        (replaced('needs = ["double"]', "training = 1"), ":24", "`tasks[1].training` is true or false. Received 1."),
        (f'draft = "yes"\n{TOML}', ":1", "`draft` is true or false. Received 'yes'."),
        (
            replaced('needs = ["double"]', 'needs = "double"'),
            ":24",
            "`tasks[1].needs` is a list of tasks' names. Received 'double'.",
        ),
        (replaced("[profiles.cpu]\nlargest", "[profiles]\ncpu"), ":10", "`profiles.cpu` is a table. Received 9."),
        # Values out of bounds.
        (replaced("memory_mb = 2000", "memory_mb = -1"), ":6", f"`limits.memory_mb` is {COUNT}. Received -1."),
        (
            replaced("import_seconds = 3", "import_seconds = 0"),
            ":5",
            f"`limits.import_seconds` is {NUMBER}. Received 0.",
        ),
        (replaced("points = 3", "points = -3"), ":15", f"`tasks[0].points` is {NUMBER}. Received -3."),
        (replaced('"Small numbers"', '""'), ":2", f"`title` is {TEXT}. Received ''."),
        (replaced('"Add a number to itself."', '""'), ":17", f"`tasks[0].hints[1]` is {TEXT}. Received ''."),
        (
            replaced('"double_all"', '"double all"'),
            ":20",
            "`tasks[1].name` is a name of at most 58 letters, digits and `_` that begins with no digit. Received 'double all'.",
        ),
        ('title = "x"\ntasks = []', ":2", "`tasks` is one entry `[[tasks]]` or more. Received []."),
        # What is missing.
        (replaced('title = "Small numbers"\n', ""), "", f"The file has no `title`, which is {TEXT}."),
        (replaced("seconds = 4\nneeds", "needs"), ":19", f"`tasks[1]` has no `seconds`, which is {NUMBER}."),
        ('title = "x"', "", "The file has no `tasks`, which is one entry `[[tasks]]` or more."),
        ("title =", "", "The file is not valid TOML: Invalid value (at end of document)."),
        # What contradicts the rest.
        (
            replaced('needs = ["double"]', 'needs = ["triple"]'),
            ":24",
            "A task needs earlier tasks only. 'double_all' needs 'triple'; earlier are: ['double'].",
        ),
        (
            replaced('name = "double"\n', 'name = "double"\nneeds = ["double_all"]\n'),
            ":14",
            "A task needs earlier tasks only. 'double' needs 'double_all'; earlier are: [].",
        ),
        (replaced('"double_all"', '"double"'), ":20", "A task's name is unique. Received 'double' twice."),
        (
            replaced("points = 3", "points = 4"),
            ":13",
            "The points of a task are those of its checks. 'double' says 4; its checks add up to 3.",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_line_key_and_what_is_allowed(tmp_path, toml, line, sentence):
    folder = write_small_assignment(tmp_path, toml=toml)
    with pytest.raises(AssignmentError) as refusal:
        load_assignment(folder, tmp_path / "solutions")
    assert str(refusal.value) == f"{folder}/checks/assignment.toml{line}: {sentence}"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
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
        (
            {"visible": "from .cases import numbers\n"},
            r"test_numbers\.py:1: The file cannot be imported: ModuleNotFound",
        ),
        ({"hidden": HIDDEN.replace("test_doubles_drawn_numbers", "test_doubles")}, r"'test_doubles' twice"),
        (
            {"visible": VISIBLE.replace("(doubled, given)", "(doubled, given, answers)")},
            r"test_numbers\.py:11: test_doubles asks for answers; answers\.py .* has none for probe 'doubled'",
        ),
        (
            {"visible": VISIBLE.replace("(doubled, given)", "(doubled, given, mistakes)")},
            r"test_numbers\.py:11: test_doubles asks for mistakes; mistakes\.py .* has none for probe 'doubled'",
        ),
        ({"answers": "1 / 0\n"}, r"answers\.py:1: .*ZeroDivisionError"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path, changed, sentence):
    folder = write_small_assignment(tmp_path, **changed)
    with pytest.raises(AssignmentError, match=sentence):
        load_assignment(folder, tmp_path / "solutions")


@pytest.mark.parametrize("name", ["probe.py", "assignment.toml"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = write_small_assignment(tmp_path)
    (folder / "checks" / name).unlink()
    with pytest.raises(AssignmentError, match=rf"/checks/{name}: An assignment has this file; it is missing"):
        load_assignment(folder)


def test_settings_of_another_encoding_are_told(tmp_path):
    folder = write_small_assignment(tmp_path)
    (folder / "checks" / "assignment.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(AssignmentError, match=r"assignment\.toml: The file must be UTF-8 text"):
        load_assignment(folder)


def test_modules_of_checks_import_each_other_and_those_of_another_assignment_are_others(tmp_path):
    """Hidden checks import public ones as if they lay beside them, for they are one package."""
    loaded = []
    for number in (1, 2):
        hidden = HIDDEN + f"\nfrom .cases import NUMBER\n\nassert NUMBER == {number}\n"
        folder = write_small_assignment(tmp_path / str(number), hidden=hidden)
        (folder / "checks" / "cases.py").write_text(f"NUMBER = {number}\n")
        loaded.append(load_assignment(folder, tmp_path / str(number) / "solutions"))
    first, second = ([check.function for check in assignment.checks] for assignment in loaded)
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('{\n "cpu": {\n  "speed": "fast"\n }\n}', ":3", "`cpu.speed` is a number. Received 'fast'."),
        ('{"cpu": 3}', ":1", "`cpu` is a table. Received 3."),
        ('{"gpu": {"a": 1},\n "cpu": {"a": 1, "b": null}}', ":2", "`cpu.b` is a number. Received None."),
        ("[]", "", "The file's content is a table. Received []."),
        (
            "{",
            "",
            "The file is not valid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1).",
        ),
    ],
)
def test_a_mistake_in_the_thresholds_is_told_with_its_key(tmp_path, text, line, sentence):
    folder = write_small_assignment(tmp_path)
    (folder / "checks" / "thresholds.json").write_text(text)
    with pytest.raises(AssignmentError) as refusal:
        load_assignment(folder).profile("cpu")
    assert str(refusal.value) == f"{folder}/checks/thresholds.json{line}: {sentence}"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('notebook = "x"', ":1", "There is no setting `notebook` in this file. Known: notebooks, kits."),
        (
            '\nnotebooks = "git@github.com:a/b"',
            ":2",
            "`notebooks` is an address such as https://github.com/OWNER/REPOSITORY/blob/main/assignments. "
            "Received 'git@github.com:a/b'.",
        ),
        (
            'kits = "http://host/folder"',
            ":1",
            "`kits` is an address such as https://HOST/FOLDER, without `?` and `#`. Received 'http://host/folder'.",
        ),
        (
            'kits = "https://host/folder?zip"',
            ":1",
            "`kits` is an address such as https://HOST/FOLDER, without `?` and `#`. Received 'https://host/folder?zip'.",
        ),
        ("kits", "", "The file is not valid TOML: Expected '=' after a key in a key/value pair (at end of document)."),
    ],
)
def test_a_mistake_in_the_courses_addresses_is_told(tmp_path, text, line, sentence):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(AssignmentError) as refusal:
        read_course_settings(tmp_path)
    assert str(refusal.value) == f"{tmp_path}/course.toml{line}: {sentence}"


def test_addresses_end_without_a_slash_and_may_be_left_out(tmp_path):
    assert read_course_settings(tmp_path).kits == ""
    (tmp_path / "course.toml").write_text('kits = "https://host/folder/"')
    settings = read_course_settings(tmp_path)
    assert (settings.kits, settings.notebooks) == ("https://host/folder", "")


def test_an_unknown_assignment_lists_the_known(tmp_path):
    write_small_assignment(tmp_path)
    with pytest.raises(AutograderError, match=r"no assignment '05_x' below .* Known: 00_small_numbers"):
        find_assignment("05_x", tmp_path, with_solutions=False)


def test_an_unknown_profile_lists_the_known(tmp_path):
    with pytest.raises(AutograderError, match="A profile is one of cpu, gpu. Received 'tpu'"):
        load_assignment(write_small_assignment(tmp_path)).profile("tpu")
