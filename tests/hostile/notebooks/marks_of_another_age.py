"""Has nbgrader's metadata in versions that never were, of types that fit nothing.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    odd = [{"schema_version": 99}, {"schema_version": [], "grade_id": {}}, "x", 7, None, {"points": {"a": 1}}]
    for number, cell in enumerate(notebook["cells"]):
        marks = cell["metadata"].get("nbgrader")
        cell["metadata"]["nbgrader"] = odd[number % len(odd)]
        if isinstance(marks, dict) and marks.get("solution") and cell["cell_type"] == "code":
            cell["id"] = marks["grade_id"]
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
