"""Reads submissions in nbgrader's stead, so that a damaged one costs its own student and nobody else."""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.log import get_logger

from autograder.assignment import EMBEDDED
from autograder.doors.nbgrader.rebuild import rebuild
from autograder.doors.nbgrader.workers import workers_for
from autograder.errors import AutograderError, SandboxError


def special_files_in(folder: Path) -> list[Path]:
    """Return what is neither a file nor a folder: links, pipes, sockets, devices. Whoever copies a pipe waits for ever."""
    found = sorted(folder.rglob("*"))
    return [path for path in found if path.is_symlink() or not (path.is_file() or path.is_dir())]


def remove_special_files(notebooks: list[str], **others: str) -> None:
    """Remove them from a submission before nbgrader copies it: a link to an instructor's file would come back as feedback.

    For `Autograde.pre_convert_hook`, which is called with `notebooks`, `assignment` and `student`.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        for path in special_files_in(folder):
            kind = f"link to {path.readlink()}" if path.is_symlink() else "special file"
            get_logger().warning("Removing a %s from a submission: %s", kind, path)
            path.unlink()


class SubmissionExporter(NotebookExporter):
    """An exporter for `Autograde.exporter_class`: whatever a submitted notebook is like, nbgrader gets a sound one."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._add_submissions_without_notebook()
        try:
            workers_for(self.config.GradeWithJudge.get("profile", EMBEDDED)).prepare()
        except SandboxError as error:
            # Not a traceback of nbgrader's, at whose end the sentence would stand.
            raise SystemExit(f"Error: {error}") from None

    def from_filename(self, filename: str, resources: Any = None, **keywords: Any) -> tuple[NotebookNode, Any]:
        """Read a submitted notebook into the frame of the released one; read any other notebook as it is.

        Raises:
            AutograderError: the assignment was not released.
        """
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        path = Path(filename)
        if path.parent != self._folder(self._course.submitted_directory, student, assignment):
            return super().from_filename(filename, resources=resources, **keywords)
        left = special_files_in(path.parent)
        if left:
            raise AutograderError(
                f"A submission holds files and folders only: nbgrader would copy what a link points at. Received {left[0]}. Remove it and autograde again."
            )
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(
            rebuild(self._frame(assignment, path.name), path), resources=resources, **keywords
        )

    @property
    def _course(self) -> CourseDirectory:
        return self.parent.coursedir

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._course.format_path(step, student, assignment))

    def _frame(self, assignment: str, name: str) -> NotebookNode:
        released = self._folder(self._course.release_directory, ".", assignment) / name
        try:
            return nbformat.read(released, as_version=4)
        except (OSError, ValueError) as error:
            raise AutograderError(
                f"Grading needs the released notebook. {released} cannot be read: {error}. Run `nbgrader generate_assignment {assignment}`."
            ) from None

    def _add_submissions_without_notebook(self) -> None:
        """Have nbgrader look at folders that hold no notebook, too; left to itself it passes them over without a word.

        Exporters are made after nbgrader looked for notebooks and before it goes through what it found. Where nobody at
        all handed in a notebook, nbgrader has ended before, with a message of its own.
        """
        assignment = self._course.assignment_id
        released = [path.name for path in self._folder(self._course.release_directory, ".", assignment).glob("*.ipynb")]
        pattern = self._folder(self._course.submitted_directory, self._course.student_id, assignment)
        if self._course.notebook_id != "*":
            return
        for folder in Path(self._course.root).glob(str(pattern.relative_to(self._course.root))):
            notebooks = self.parent.assignments.setdefault(str(folder), [])
            notebooks += [str(folder / name) for name in released if str(folder / name) not in notebooks]
