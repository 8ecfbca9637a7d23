"""Files of settings read into typed models: whatever is wrong is told with file, line, key, what came and what is allowed."""

import copy
import json
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from autograder.errors import AssignmentError

T = TypeVar("T")
_PLACE = re.compile(r" - at `(?:key in )?\$(.*?)`$")
# A name, a number in a list, or any of a table's keys.
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|(\[\.\.\.\])")
_UNKNOWN, _MISSING = re.compile(r"unknown field `(.*?)`"), re.compile(r"missing required field `(.*?)`")
_WORDS: dict[type[Any], str] = {
    msgspec.inspect.BoolType: "true or false",
    msgspec.inspect.StrType: "a text",
    msgspec.inspect.IntType: "a whole number",
    msgspec.inspect.FloatType: "a number",
    msgspec.inspect.VarTupleType: "a list",
    msgspec.inspect.DictType: "a table",
    msgspec.inspect.StructType: "a table",
}
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
        steps = _steps(str(error), described, model)
        raise AssignmentError(path, line_of(text, steps), _sentence(str(error), steps, described, model)) from None


def _sentence(message: str, steps: Steps, described: Any, model: Any) -> str:
    unknown, missing = _UNKNOWN.search(message), _MISSING.search(message)
    if unknown is not None:
        where = f"`{_spelt(steps[:-1])}`" if steps[:-1] else "this file"
        known = ", ".join(_fields(_type_at(model, steps[:-1])))
        return f"There is no setting `{unknown.group(1)}` in {where}. Known: {known}."
    if missing is not None:
        where, name = f"`{_spelt(steps)}`" if steps else "The file", missing.group(1)
        return f"{where} has no `{name}`, which is {_allowed(_type_at(model, [*steps, name]))}."
    where = f"`{_spelt(steps)}`" if steps else "The file's content"
    return f"{where} is {_allowed(_type_at(model, steps))}. Received {_found(described, steps)!r:.80}."


def _steps(message: str, described: Any, model: Any) -> Steps:
    """Return the way to what is wrong, with the name of an unknown setting at its end."""
    place, unknown = _PLACE.search(message), _UNKNOWN.search(message)
    steps: Steps = []
    for name, number, any_key in _STEP.findall(place.group(1)) if place else ():
        steps.append(_wrong_key(message, described, steps, model) if any_key else name or int(number))
    return [*steps, unknown.group(1)] if unknown else steps


def _wrong_key(message: str, described: Any, steps: Steps, model: Any) -> str:
    """Return the key of a table under which something is wrong, which msgspec does not tell: the one that is refused alone as well."""
    for key in _found(described, steps):
        alone = copy.deepcopy(described)
        table = _found(alone, steps)
        for other in set(table) - {key}:
            del table[other]
        try:
            msgspec.convert(alone, model)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return str(key)
    raise RuntimeError(f"No key of the table at {_spelt(steps)!r} explains {message!r}.")


def _spelt(steps: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _found(described: Any, steps: Steps) -> Any:
    for step in steps:
        described = described[step]
    return described


def _type_at(model: Any, steps: Steps) -> Any:
    """Return what a model says of a place."""
    found: Any = msgspec.inspect.type_info(model)
    for step in steps:
        found = _bare(found)
        if isinstance(found, msgspec.inspect.StructType):
            found = next(field.type for field in found.fields if field.encode_name == step)
        else:
            found = getattr(found, "item_type", None) or getattr(found, "value_type", None)
    return found


def _bare(found: Any) -> Any:
    return found.type if isinstance(found, msgspec.inspect.Metadata) else found


def _fields(found: Any) -> list[str]:
    """Return the names of the settings in a table."""
    return [field.encode_name for field in getattr(_bare(found), "fields", ())]


def _allowed(found: Any) -> str:
    """Return in words what is allowed at a place: its type's own description, where it has one."""
    if isinstance(found, msgspec.inspect.Metadata):
        described: Any = found.extra_json_schema or {}
        return str(described.get("description") or _allowed(found.type))
    return _WORDS.get(type(found), "something else")


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
