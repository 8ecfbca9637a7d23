"""Files of settings read into typed models: whatever is wrong is told with file, line, key, what came and what is allowed."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from autograder.errors import AssignmentError

T = TypeVar("T")
_PLACE = re.compile(r" - at `(?:key in )?\$(.*?)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
Steps = list[str | int]


def read_toml(path: Path, model: type[T]) -> T:
    """Return a TOML file's content as `model`.

    Raises:
        AssignmentError: the file is missing, no TOML, or not as the model says.
    """
    text = _text_of(path)
    try:
        described = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(path, None, f"The file is not valid TOML: {error}.") from None
    return _converted(path, text, described, model)


def read_json(path: Path, model: type[T]) -> T:
    """Return a JSON file's content as `model`; raises as `read_toml` does."""
    text = _text_of(path)
    try:
        described = json.loads(text)
    except ValueError as error:
        raise AssignmentError(path, None, f"The file is not valid JSON: {error}.") from None
    return _converted(path, text, described, model)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AssignmentError(path, None, "An assignment has this file; it is missing.") from None
    except UnicodeDecodeError:
        raise AssignmentError(path, None, "The file must be UTF-8 text. Save it again with that encoding.") from None


def _converted(path: Path, text: str, described: Any, model: type[T]) -> T:
    try:
        return msgspec.convert(described, model)
    except msgspec.ValidationError as error:
        steps = _steps(str(error))
        raise AssignmentError(path, line_of(text, steps), _sentence(str(error), steps, described, model)) from None


def _sentence(message: str, steps: Steps, described: Any, model: Any) -> str:
    rule, key = _PLACE.sub("", message), _spelt(steps[:-1] if _UNKNOWN.match(message) else steps)
    unknown = _UNKNOWN.match(message)
    if unknown is not None:
        where = f"`{key}`" if key else "this file"
        return f"There is no setting `{unknown.group(1)}` in {where}. Known: {', '.join(_known(model, steps[:-1]))}."
    if "missing required field" in message:
        return f"{rule.replace('Object missing', f'`{key}` is missing' if key else 'The file is missing')}."
    return f"`{key}`: {rule}. Received {_found(described, steps)!r:.80}."


def _steps(message: str) -> Steps:
    place = _PLACE.search(message)
    steps: Steps = [name or int(number) for name, number in _STEP.findall(place.group(1))] if place else []
    unknown = _UNKNOWN.match(message)
    return [*steps, unknown.group(1)] if unknown else steps


def _spelt(steps: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _found(described: Any, steps: Steps) -> Any:
    for step in steps:
        described = described[step] if step != "..." else described
    return described


def _known(model: Any, steps: Steps) -> list[str]:
    """Return the names of the settings at a place in a model."""
    found: Any = msgspec.inspect.type_info(model)
    for step in steps:
        if isinstance(found, msgspec.inspect.StructType):
            found = next(field.type for field in found.fields if field.encode_name == step)
        else:
            found = getattr(found, "item_type", None) or getattr(found, "value_type", None)
    return [field.encode_name for field in found.fields] if isinstance(found, msgspec.inspect.StructType) else []


def line_of(text: str, steps: Steps) -> int | None:
    """Return the line of a key in a TOML or JSON file, as well as that can be told without its parser."""
    lines, first = text.splitlines(), 0
    for place, step in enumerate(steps):
        if isinstance(step, int):
            headers = [number for number, line in enumerate(lines) if line.strip() == f"[[{steps[place - 1]}]]"]
            first = headers[step] if step < len(headers) else first
            continue
        begins = re.compile(rf'\s*(\[+(.*\.)?)?"?{re.escape(step)}"?\s*(\]|=|:)')
        first = next((number for number in range(first, len(lines)) if begins.match(lines[number])), first)
    return first + 1 if steps else None
