"""Has no test cells, and a cell of its own that claims to be all of them.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    kept = [cell for cell in notebook["cells"] if not cell["metadata"].get("nbgrader", {}).get("grade")]
    marks = {
        "schema_version": 3,
        "grade_id": "everything",
        "grade": True,
        "locked": True,
        "solution": False,
        "points": 5,
    }
    claim = {
        "cell_type": "code",
        "id": "x",
        "source": "5",
        "outputs": [],
        "execution_count": 1,
        "metadata": {"nbgrader": marks},
    }
    notebook["cells"] = [*kept, claim]
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
