"""What the kit adds to nbgrader's own `generate_assignment`: the scripts beside the notebook, and a look for leaks."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.assignment import find_assignment
from autograder.leaks import refuse_leaks, scan_bytes, secrets_of
from autograder.nbgrader_door.source import script_from

STUB_SENTENCE = "This part is yours: write it in place of this line."
CODE_STUB = f'# YOUR CODE HERE\nraise NotImplementedError("{STUB_SENTENCE}")'


class AddScripts(NbGraderPreprocessor):
    """Adds the stub as a script, twice: the file that a student edits, and `stub.py`, which says what was handed out."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Hand the scripts to nbgrader's writer."""
        script = script_from(nb).encode()
        resources.setdefault("outputs", {}).update(
            {f"{resources['nbgrader']['notebook']}.py": script, "stub.py": script}
        )
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
