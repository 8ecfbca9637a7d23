"""nbgrader's configuration. It makes nbgrader's own commands work from this folder; see CONTRIBUTING.md."""

from pathlib import Path

from autograder.doors.nbgrader import configure

configure(get_config(), kit=Path(__file__).parent)  # noqa: F821 - nbgrader offers get_config here
