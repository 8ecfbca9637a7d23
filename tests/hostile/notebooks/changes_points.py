"""Says in its metadata that each test cell is worth a thousand points.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    for cell in notebook["cells"]:
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = 1000
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
