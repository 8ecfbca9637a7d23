"""What an instructor may say about the course as a whole: `assignments/course.toml`, which need not exist."""

from pathlib import Path
from typing import Annotated

import msgspec

from autograder.assignment.typed_files import read_toml

FILE = "course.toml"
_Repository = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(https://github\.com/[\w.-]+/[\w.-]+/blob/[^?#\s\"\\]+)?$",
        description="an address such as https://github.com/OWNER/REPOSITORY/blob/main/assignments",
    ),
]
_Address = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(https://[^?#\s\"\\]+)?$", description="an address such as https://HOST/FOLDER, without `?` and `#`"
    ),
]


class CourseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `course.toml` says: addresses, empty where there is none.

    Attributes:
        notebooks: the public folder on GitHub that holds the assignments' folders, as a browser shows it, such as
            `https://github.com/OWNER/REPOSITORY/blob/main/assignments`. Notebooks get badges for Colab and Kaggle from it.
        kits: where students' zips lie, such as `04_resnet.zip`: `https://HOST/FOLDER`. A notebook that was opened by a badge fetches its
            assignment from there.
    """

    notebooks: _Repository = ""
    kits: _Address = ""


def read_course_settings(assignments: Path) -> CourseSettings:
    """Return the settings beside the assignments' folders; addresses without a slash at their end.

    Raises:
        AssignmentError: the file is no TOML, has an unknown key, or an address that would not work.
    """
    path = assignments / FILE
    if not path.exists():
        return CourseSettings()
    settings = read_toml(path, CourseSettings)
    return CourseSettings(notebooks=settings.notebooks.rstrip("/"), kits=settings.kits.rstrip("/"))
