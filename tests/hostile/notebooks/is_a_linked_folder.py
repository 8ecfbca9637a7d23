"""Has a symbolic link to the folder of all solutions beside its work.

Earns 3.
"""

import json


def hand_in(folder, notebook):
    (folder / "notes").symlink_to(folder.parents[3] / "solutions")
    (folder / "sums.ipynb").write_text(json.dumps(notebook))
