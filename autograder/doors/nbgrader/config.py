"""nbgrader's configuration: `nbgrader_config.py` at the top of the kit calls `configure`, and the plain commands work."""

import os
import sys
from pathlib import Path

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    SaveAutoGrades,
)
from traitlets.config import Config

from autograder.assignment import CHECKS, assignments_below, find_assignment
from autograder.assignment import FILE as COURSE_SETTINGS
from autograder.doors.nbgrader.exporter import SubmissionExporter, remove_special_files
from autograder.doors.nbgrader.gradebook import offer_alembic
from autograder.doors.nbgrader.judging import AskForManualGrade, GradeWithJudge
from autograder.doors.nbgrader.release_steps import CODE_STUB, AddScripts, RefuseLeaks
from autograder.doors.nbgrader.source import build_source
from autograder.errors import AutograderError

COURSE_VARIABLE, SEED_VARIABLE = "AUTOGRADER_COURSE", "AUTOGRADER_SEED"


def course_folder(kit: Path) -> Path:
    """Return where nbgrader keeps its folders and the gradebook: `course/`, unless AUTOGRADER_COURSE names another."""
    return Path(os.environ.get(COURSE_VARIABLE) or kit / "course").resolve()


def configure(config: Config, kit: Path, course: Path | None = None) -> None:
    """Set nbgrader up, and build the source notebooks that are missing or outdated.

    nbgrader looks for source notebooks before it calls any hook, so its configuration is the one place where they can
    still be built. Two variables of the environment count: AUTOGRADER_COURSE and AUTOGRADER_SEED (the hidden inputs' seed).

    Args:
        config: nbgrader's own, from `get_config()`.
        kit: the folder that holds assignments/ and solutions/.
        course: where nbgrader's folders lie; `course_folder(kit)` unless given.
    """
    kit = kit.resolve()
    course = (course or course_folder(kit)).resolve()
    for folder in (course, course / "exchange"):
        folder.mkdir(parents=True, exist_ok=True)
    offer_alembic()
    config.CourseDirectory.course_id = "deep_vision"
    config.CourseDirectory.root = str(course)
    # For a course on one machine. Where students fetch and submit through a shared folder, set it here or with --Exchange.root.
    config.Exchange.root = str(course / "exchange")
    _configure_release(config, kit)
    _configure_grading(config, kit)
    _build_sources(kit, course)


def _configure_release(config: Config, kit: Path) -> None:
    from nbgrader.converters import GenerateAssignment  # noqa: PLC0415 - slow to import where only grading is asked for

    steps = list(GenerateAssignment.preprocessors.default_args[0])
    config.GenerateAssignment.preprocessors = [*steps, AddScripts, RefuseLeaks]
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.AddScripts.kit = config.RefuseLeaks.kit = str(kit)


def _configure_grading(config: Config, kit: Path) -> None:
    config.Autograde.exporter_class = SubmissionExporter
    config.Autograde.pre_convert_hook = remove_special_files
    config.Autograde.autograde_preprocessors = [
        GradeWithJudge,
        SaveAutoGrades,
        AskForManualGrade,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    config.GradeWithJudge.kit = str(kit)
    if os.environ.get(SEED_VARIABLE):
        config.GradeWithJudge.seed = int(os.environ[SEED_VARIABLE])


def _build_sources(kit: Path, course: Path) -> None:
    for folder in assignments_below(kit / "assignments"):
        reference = kit / "solutions" / folder.name
        built = course / "source" / folder.name
        # Folders count as well: a file that was removed changes them.
        newest = max(
            (
                path.stat().st_mtime
                for place in (folder, reference)
                for path in (
                    place,
                    *place.glob("*.*"),
                    *place.glob(f"{CHECKS}/*"),
                    kit / "assignments" / COURSE_SETTINGS,
                )
                if path.exists()
            ),
            default=0,
        )
        notebooks = list(built.glob("*.ipynb"))
        if notebooks and notebooks[0].stat().st_mtime >= newest:
            continue
        try:
            build_source(find_assignment(folder.name, kit, with_solutions=True), built)
        except AutograderError as error:
            sys.stderr.write(f"No source notebook for {folder.name}: {error}\n")
