"""Is a symbolic link to the reference solution.

Earns 0.
"""


def hand_in(folder, notebook):
    (folder / "sums.py").unlink(missing_ok=True)
    (folder / "sums.ipynb").unlink()
    (folder / "sums.ipynb").symlink_to(folder.parents[3] / "solutions" / "01_sums" / "sums.py")
