"""`autograder ci`: writes the files that grade a class where nobody sits."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from autograder.assignment import Assignment, find_assignment
from autograder.errors import AutograderError
from autograder.release.kits import build_wheel, write_zip

_TEMPLATES = Path(__file__).parent / "templates"

ci = typer.Typer(no_args_is_help=True, help="Write the files with which GitHub, GitLab or Gradescope grade.")
Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


@ci.command()
def github(out: Out = Path(".github/workflows/grade.yml")) -> None:
    """Write a reusable GitHub workflow for the instructor's repository."""
    _copy(_TEMPLATES / "github.yml", out)


@ci.command()
def gitlab(out: Out = Path(".gitlab/grade.yml")) -> None:
    """Write GitLab jobs for the instructor's project; include the file from .gitlab-ci.yml."""
    _copy(_TEMPLATES / "gitlab.yml", out)


@ci.command()
def gradescope(
    assignment: Annotated[str, typer.Option("--assignment", help="For example 04_resnet.")],
    out: Out = Path("gradescope.zip"),
    root: Annotated[Path, typer.Option("--root", help="The course folder.")] = Path(),
) -> None:
    """Write Gradescope's autograder zip of one assignment, hidden checks included: it is for Gradescope only."""
    write_gradescope_zip(find_assignment(assignment, root, with_solutions=True), out)


def _copy(template: Path, out: Path) -> None:
    if out.exists() and out.read_bytes() != template.read_bytes():
        raise AutograderError(
            f"A file that was changed by hand is kept. Received {out}. Remove it or choose another --out."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, out)


def write_gradescope_zip(assignment: Assignment, out: Path) -> None:
    """Write a zip with Gradescope's two scripts on top, and beside them the engine and what the judge needs.

    Raises:
        AutograderError: the lock file is missing, or the wheel could not be built.
    """
    root = assignment.folder.parents[1]
    lock = root / "requirements.lock"
    if not lock.is_file():
        raise AutograderError(f"Gradescope installs what is locked. {lock} is missing; `make lock` writes it.")
    with tempfile.TemporaryDirectory(prefix="gradescope-") as scratch:
        source = Path(scratch)
        for script in ("setup.sh", "run_autograder"):
            shutil.copyfile(_TEMPLATES / script, source / script)
            (source / script).chmod(0o755)
        shutil.copyfile(lock, source / lock.name)
        (source / "assignment").write_text(f"{assignment.name}\n", encoding="utf-8")
        ignored = shutil.ignore_patterns("__pycache__", ".*", "right", "wrong")
        for kind in ("assignments", "solutions"):
            shutil.copytree(root / kind / assignment.name, source / kind / assignment.name, ignore=ignored)
        build_wheel(root, source)
        out.parent.mkdir(parents=True, exist_ok=True)
        write_zip(out, source)
