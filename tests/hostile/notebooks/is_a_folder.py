"""Is a folder with the name of a notebook.

Earns 0. Told: Received
"""


def hand_in(folder, notebook):
    (folder / "sums.py").unlink(missing_ok=True)
    (folder / "sums.ipynb").unlink()
    (folder / "sums.ipynb").mkdir()
