"""CI's files: read by the linters of GitHub and GitLab, written by a command, and run where that is possible here."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from autograder.assignment import find_assignment
from autograder.cli import app
from autograder.errors import AutograderError
from autograder.release.ci import write_gradescope_zip
from tests.support import ROOT
from tests.support.small_assignment import RIGHT, write_small_assignment, write_submission

TEMPLATES = ROOT / "autograder" / "release" / "templates"
GITHUB, GITLAB = TEMPLATES / "github.yml", TEMPLATES / "gitlab.yml"


def lint(*arguments):
    return subprocess.run([sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True, check=False)


def extended(path):
    """Return a file with GitLab's `extends` carried out: the schema does not look into templates of jobs."""
    read = yaml.safe_load(path.read_text())
    jobs = {
        name: read[job.pop("extends")] | job if isinstance(job, dict) and "extends" in job else job
        for name, job in read.items()
    }
    return yaml.safe_dump({"on" if name is True else name: job for name, job in jobs.items()})


def zizmor(path):
    program = Path(sys.executable).with_name("zizmor")
    found = program if program.exists() else shutil.which("zizmor")
    if not found:
        pytest.skip("zizmor is not installed: it comes with the extra `dev`")
    return subprocess.run(
        [found, "--offline", "--persona", "auditor", path], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (GITHUB, ["--builtin-schema", "vendor.github-workflows"]),
        (GITLAB, ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_files_fit_their_schema_and_others_do_not(path, options, tmp_path):
    assert lint("check_jsonschema", *options, path).returncode == 0
    whole, misspelt = tmp_path / "whole.yml", tmp_path / "misspelt.yml"
    whole.write_text(extended(path))
    misspelt.write_text(extended(path).replace("runs-on:", "run-on:").replace("when: always", "when: allways"))
    assert lint("check_jsonschema", *options, whole).returncode == 0
    assert lint("check_jsonschema", *options, misspelt).returncode == 1


@pytest.mark.parametrize(
    "weakened",
    [
        lambda text: re.sub(r"@[0-9a-f]{40} # ", "@", text),
        lambda text: text.replace("contents: read", "contents: write").replace(
            "permissions:", "permissions: write-all #"
        ),
        lambda text: text.replace('--assignment "$ASSIGNMENT"', '--assignment "${{ inputs.assignment }}"'),
        lambda text: text.replace("persist-credentials: false", "fetch-depth: 1"),
    ],
    ids=["actions not pinned", "may write", "input in a script", "token kept on disk"],
)
def test_github_workflow_is_safe_and_weaker_ones_are_found(weakened, tmp_path):
    assert zizmor(GITHUB).returncode == 0, zizmor(GITHUB).stdout
    path = tmp_path / "grade.yml"
    path.write_text(weakened(GITHUB.read_text()))
    assert path.read_text() != GITHUB.read_text()
    assert zizmor(path).returncode != 0


def test_actionlint_agrees_where_it_is_installed():
    program = shutil.which("actionlint")
    if not program:
        pytest.skip("actionlint is no Python package: install it to have it look, too")
    finished = subprocess.run([program, GITHUB], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout


def scripts(node):
    """Yield the shell scripts in a workflow or a pipeline."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in ("run", "script", "before_script", "after_script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for item in node:
            yield from scripts(item)


@pytest.mark.parametrize(
    "path", [GITHUB, GITLAB, TEMPLATES / "setup.sh", TEMPLATES / "run_autograder"], ids=lambda path: path.name
)
def test_scripts_are_sound_shell(path):
    found = list(scripts(yaml.safe_load(path.read_text()))) if path.suffix == ".yml" else [path.read_text()]
    assert found
    for script in found:
        checked = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_every_command_in_the_files_exists(path):
    text = path.read_text()
    called = re.findall(r"autograder (\w+)", text)
    assert {"grade", "export"} <= set(called)
    for name in set(called):
        options = set(re.findall(rf"autograder {name} .*?(--[a-z-]+)", text)) | {"--out"}
        shown = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"})
        assert shown.exit_code == 0 and all(option in shown.output for option in options)
    for choice in ("--structure-only", "--profile"):
        assert choice in text and choice in CliRunner().invoke(app, ["grade", "--help"], env={"COLUMNS": "200"}).output


def clone_script(path):
    return next(script for script in scripts(yaml.safe_load(path.read_text())) if "clone" in script)


@pytest.fixture
def server(tmp_path):
    """Two students' repositories; one holds a link to a file of the instructor, one is missing."""
    (tmp_path / "secret.txt").write_text("the hidden checks")
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    work = write_submission(tmp_path / "work", RIGHT)
    (work / "notes.txt").symlink_to(tmp_path / "secret.txt")
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "mine"]):
        subprocess.run([*git, *arguments], cwd=work, check=True)
    subprocess.run([*git, "clone", "--quiet", "--bare", work, tmp_path / "class" / "ada.git"], check=True)
    return tmp_path


def run_clone(script, folder, submissions, **environment):
    (folder / "job").mkdir()
    known = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder / "job",
        env=known | {"SUBMISSIONS": submissions} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_gitlab_fetches_files_only(server):
    script = "mkdir -p class\n" + clone_script(GITLAB)
    finished = run_clone(
        script, server, "class/ada class/gone", CI_SERVER_URL=f"file://{server}", SUBMISSIONS_TOKEN="t"
    )
    assert finished.returncode == 0, finished.stderr
    ada = server / "job" / "class" / "class__ada"
    assert sorted(path.name for path in ada.iterdir()) == ["notes.txt", "small_numbers.py"]
    assert not (ada / "notes.txt").is_symlink() and "hidden checks" not in (ada / "notes.txt").read_text()
    assert list((server / "job" / "class" / "class__gone").iterdir()) == []


def test_gitlab_grades_without_gitlabs_variables(tmp_path):
    script = next(script for script in scripts(yaml.safe_load(GITLAB.read_text())) if "autograder grade" in script)
    program = tmp_path / ".venv" / "bin" / "autograder"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nenv; echo "$@"\n')
    program.chmod(0o755)
    (tmp_path / "class" / "ada").mkdir(parents=True)
    variables = {
        "CI_JOB_TOKEN": "secret",
        "SUBMISSIONS_TOKEN": "secret",
        "ASSIGNMENT": "x y",
        "CHOICE": "--profile cpu",
    }
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)} | variables
    told = subprocess.run(
        ["bash", "-ec", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "secret" not in told.stdout
    assert told.stdout.splitlines()[-1] == "grade class/ada --assignment x y --out results --jobs 2 --profile cpu"


@pytest.mark.parametrize("name", ["../../etc", "--upload-pack=touch", "a/b;touch x", "$(touch x)"])
@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_odd_names_of_repositories_are_refused(server, path, name):
    finished = run_clone(
        "mkdir -p class\n" + clone_script(path), server, name, CI_SERVER_URL="file:///nowhere", SUBMISSIONS_TOKEN="t"
    )
    assert finished.returncode == 2
    assert list((server / "job").iterdir()) == [server / "job" / "class"]


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_command_writes_the_file_and_keeps_a_changed_one(name, tmp_path):
    out = tmp_path / "deep" / "grade.yml"
    for _ in range(2):
        assert CliRunner().invoke(app, ["ci", name, "--out", str(out)]).exit_code == 0
    assert out.read_bytes() == (TEMPLATES / f"{name}.yml").read_bytes()
    out.write_text("changed")
    result = CliRunner().invoke(app, ["ci", name, "--out", str(out)])
    assert isinstance(result.exception, AutograderError) and out.read_text() == "changed"


@pytest.fixture(scope="module")
def gradescope_zip(tmp_path_factory):
    """Gradescope's zip of the small assignment, with this kit's engine."""
    root = tmp_path_factory.mktemp("course")
    write_small_assignment(root)
    for name in ("autograder", "source_data"):
        (root / name).symlink_to(ROOT / name)
    for name in ("pyproject.toml", "README.md", "requirements.lock"):
        shutil.copyfile(ROOT / name, root / name)
    write_gradescope_zip(find_assignment("00_small_numbers", root, with_solutions=True), root / "out.zip")
    return root / "out.zip"


def test_gradescope_zip_has_gradescopes_layout(gradescope_zip):
    with zipfile.ZipFile(gradescope_zip) as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert {"assignment", "requirements.lock", "assignments/00_small_numbers/checks/assignment.toml"} <= set(modes)
    assert "solutions/00_small_numbers/checks/test_hidden.py" in modes
    assert [name for name in modes if re.fullmatch(r"deep_vision_exercises-[^/]+\.whl", name)]


def test_gradescope_zip_grades(gradescope_zip, tmp_path):
    """Unpacked where Gradescope unpacks it, run as Gradescope runs it; setup.sh's installation is this test's own environment."""
    with zipfile.ZipFile(gradescope_zip) as archive:
        archive.extractall(tmp_path / "source")
    write_submission(tmp_path / "submission", RIGHT)
    program = tmp_path / "source" / ".venv" / "bin" / "autograder"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m autograder.cli "$@"\n')
    program.chmod(0o755)
    script = (tmp_path / "source" / "run_autograder").read_text().replace("/autograder/", f"{tmp_path}/")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    finished = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    result = json.loads((tmp_path / "results" / "results.json").read_text())
    schema = json.loads((ROOT / "tests" / "results" / "schemas" / "gradescope_results.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(result)
    assert result["score"] == 5
