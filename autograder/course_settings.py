"""What an instructor may say about the course as a whole: `assignments/course.toml`, which need not exist."""

import dataclasses
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AssignmentError

FILE = "course.toml"
_REPOSITORY = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+/blob/[^?#\s\"\\]+")
_ADDRESS = re.compile(r"https://[^?#\s\"\\]+")


@dataclass(frozen=True)
class CourseSettings:
    """Addresses without a slash at their end; empty where there is none.

    Attributes:
        notebooks: the public folder on GitHub that holds the assignments' folders, as a browser shows it. Notebooks get badges for Colab and
            Kaggle from it.
        kits: where students' zips lie, such as `04_resnet.zip`. A notebook that was opened by a badge fetches its assignment from there.
    """

    notebooks: str = ""
    kits: str = ""


def read_course_settings(assignments: Path) -> CourseSettings:
    """Return the settings beside the assignments' folders.

    Raises:
        AssignmentError: the file is no TOML, has an unknown key, or an address that would not work.
    """
    path = assignments / FILE
    if not path.exists():
        return CourseSettings()
    try:
        described = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(path, None, f"The file is not valid TOML: {error}.") from None
    known = [field.name for field in dataclasses.fields(CourseSettings)]
    unknown = sorted(set(described) - set(known))
    if unknown:
        raise AssignmentError(path, None, f"A course's setting is one of {', '.join(known)}. Received '{unknown[0]}'.")
    for name, form, example in (
        ("notebooks", _REPOSITORY, "https://github.com/OWNER/REPOSITORY/blob/main/assignments"),
        ("kits", _ADDRESS, "https://HOST/FOLDER"),
    ):
        address = described.get(name, "")
        if not isinstance(address, str) or (address and not form.fullmatch(address)):
            raise AssignmentError(path, None, f"`{name}` is an address such as {example}. Received {address!r}.")
    return CourseSettings(**{name: address.rstrip("/") for name, address in described.items()})
