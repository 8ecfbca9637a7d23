"""What the kit adds to nbgrader's own `generate_assignment`: the scripts beside the notebook, and a look for leaks."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.assignment import ANSWERS, CHECKS, HANDED_OUT, find_assignment
from autograder.doors.nbgrader.source import script_from
from autograder.release import record_answers, refuse_leaks, scan_bytes, secrets_of

STUB_SENTENCE = "This part is yours: write it in place of this line."
CODE_STUB = f'# YOUR CODE HERE\nraise NotImplementedError("{STUB_SENTENCE}")'


class AddScripts(NbGraderPreprocessor):
    """Adds the stub as a script, twice: the file that a student edits, and the one that says what was handed out; and the recorded answers."""

    kit = Unicode(help="The folder that holds assignments/ and solutions/.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Hand scripts and record to nbgrader's writer.

        Raises:
            AutograderError: the answers cannot be recorded.
        """
        marks, script = resources["nbgrader"], script_from(nb).encode()
        assignment = find_assignment(marks["assignment"], Path(self.kit), with_solutions=True)
        added = {f"{marks['notebook']}.py": script, f"{CHECKS}/{HANDED_OUT}": script}
        if assignment.answered_probes:
            added[f"{CHECKS}/{ANSWERS}"] = record_answers(assignment)
        resources.setdefault("outputs", {}).update(added)
        return nb, resources


class RefuseLeaks(NbGraderPreprocessor):
    """Ends the release, and nbgrader with an error, where a solution or a hidden check would be released."""

    kit = Unicode(help="The folder that holds assignments/ and solutions/.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Look through the notebook, the scripts and the files copied beside them.

        Raises:
            LeakFound: names file and line.
        """
        course, name = self.parent.parent.coursedir, resources["nbgrader"]["assignment"]
        assignment = find_assignment(name, Path(self.kit), with_solutions=True)
        secrets = secrets_of(assignment)
        leaks = scan_bytes(f"{assignment.module}.ipynb", nbformat.writes(nb).encode(), secrets)
        for filename, content in resources.get("outputs", {}).items():
            leaks += scan_bytes(filename, content, secrets)
        released = Path(course.format_path(course.release_directory, ".", name))
        for path in sorted(path for path in released.rglob("*") if path.is_file()):
            leaks += scan_bytes(str(path.relative_to(released)), path.read_bytes(), secrets)
        refuse_leaks(leaks)
        return nb, resources
