"""Has files beside its work that pytest, nbgrader, Jupyter and Python run or obey where they find them.

Earns 3.
"""

import json


ENDS = "raise SystemExit('obeyed')\n"


def hand_in(folder, notebook):
    names = (
        "conftest.py",
        "nbgrader_config.py",
        "jupyter_config.py",
        "sitecustomize.py",
        "json.py",
        "test_sums.py",
        "probe.py",
    )
    for name in names:
        (folder / name).write_text(ENDS)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --version\n")
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
