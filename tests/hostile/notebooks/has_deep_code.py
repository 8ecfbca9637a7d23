"""Adds three thousand numbers in one line, a tree too deep for whoever looks into it.

Earns 0. Told: RecursionError
"""

import json


def hand_in(folder, notebook):
    code = "x = " + "+".join("1" * 3000)
    notebook["cells"].insert(0, {"cell_type": "code", "id": "deep", "source": code, "metadata": {}, "outputs": []})
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
