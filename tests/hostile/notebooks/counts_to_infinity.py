"""Has infinite and undefined numbers where its metadata should have points.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    notebook["nbformat_minor"] = float("nan")
    for cell in notebook["cells"]:
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = float("inf")
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
