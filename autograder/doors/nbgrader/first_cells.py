"""How a student's notebook begins: badges that open it on Colab and Kaggle, and a cell that prepares the machine."""

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.assignment import Assignment, CourseSettings
from autograder.submission import SET_UP

_COLAB = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/{place})"
_KAGGLE = "[![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/{place})"
BADGES = "open-elsewhere"

_CODE = """\
# On Colab and Kaggle this installs the exercises. Everywhere it looks whether the machine is ready.
import os
import subprocess
import sys
import zipfile
from pathlib import Path

elsewhere = "google.colab" in sys.modules or Path("/kaggle").is_dir()
if elsewhere and not Path("checks/assignment.toml").exists():
    kit = Path("{name}.zip")
    if not kit.exists():
        {fetch}
    with zipfile.ZipFile(kit) as files:
        files.extractall()
    wheels = [str(path) for path in Path().glob("*.whl")]
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *wheels], check=True)
    os.chdir("{name}")
try:
    from autograder.student.doctor import doctor
except ImportError as error:
    print(f"The exercises are not installed in this kernel: {{error}}.")
    print("In a terminal: pip install deep_vision_exercises-*.whl")
else:
    doctor()"""
_DOWNLOAD = """\
import urllib.request

        urllib.request.urlretrieve("{kits}/{name}.zip", kit)"""
_ASK = 'raise FileNotFoundError(f"Upload {kit}, which you were given; then run this cell again.")'


def badges(assignment: Assignment, settings: CourseSettings) -> list[NotebookNode]:
    """Return the cell with both badges; none where the course does not say where its notebooks lie."""
    if not settings.notebooks:
        return []
    place = f"{settings.notebooks.removeprefix('https://github.com/')}/{assignment.name}/{assignment.module}.ipynb"
    return [new_markdown_cell(f"{_COLAB.format(place=place)}\n{_KAGGLE.format(place=place)}", id=BADGES)]


def set_up_cell(assignment: Assignment, settings: CourseSettings) -> NotebookNode:
    """Return the first code cell. Grading leaves it out."""
    fetch = _DOWNLOAD.format(kits=settings.kits, name=assignment.name) if settings.kits else _ASK
    return new_code_cell(_CODE.format(name=assignment.name, fetch=fetch), id=SET_UP)
