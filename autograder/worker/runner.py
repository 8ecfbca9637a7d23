"""Loads a submission and runs probes on it, in whatever process it is called."""

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import random
import re
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignment import CheckPackage
from autograder.errors import FactsError
from autograder.facts import PROBES_FAULT, WHEN_USED, Crash, encode

_NOISE = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|\s*\[\[\{\{.*?\}\}\]\]|\{\{.*?\}\} ?|\[Op:\w+\] name: *"
    # A data pipeline's steps bear numbers that depend on all pipelines before.
    r"|Error in user-defined function passed to \w+:\d+ transformation with iterator: \S+ "
)
_LONGEST_MESSAGE = 700
# Raised where a name of the probe's own is written wrong.
_MISSPELT = (NameError, ImportError)


class MissingName(Exception):
    """The submission does not define a name that a task asks for."""


class _SubmissionLoader(importlib.abc.Loader):
    """Knows a submission's source. AutoGraph drops what `linecache` holds and asks the module's loader again."""

    def __init__(self, source: str) -> None:
        self._source = source

    def get_source(self, fullname: str) -> str:
        return self._source


class Student:
    """A submission's top-level names as attributes, for probes."""

    def __init__(self, module: types.ModuleType, filename: str) -> None:
        self._module, self._filename = module, filename
        # Whether anything of it was asked for; what raises before is no fault of the submission.
        self.asked = False

    def __getattr__(self, name: str) -> Any:
        self.asked = True
        try:
            return getattr(self._module, name)
        except AttributeError:
            raise MissingName(
                f"{self._filename} defines no `{name}`. Keep the names of the file that was handed out."
            ) from None

    def layers_and_functions(self) -> dict[str, Any]:
        """Return the classes and functions that the submission defines, for loading saved models that are made of them."""
        self.asked = True
        return {
            name: value
            for name, value in vars(self._module).items()
            if callable(value) and getattr(value, "__module__", None) == self._module.__name__
        }


class Runner:
    """One submission next to its probes.

    Args:
        probe_file: the assignment's `probe.py`; the modules beside it are its own to import.

    Raises:
        AssignmentError: it cannot be imported.
    """

    def __init__(self, probe_file: Path) -> None:
        self._probes = CheckPackage([probe_file.parent]).module(probe_file)
        self._student: Student | None = None
        self._filename = ""
        self._names: dict[str, Any] = {}

    def load(self, source: str, filename: str) -> Crash | None:
        """Execute the submission's top level; return why it could not be, or `None`."""
        self._filename = filename
        spec = importlib.machinery.ModuleSpec(filename.partition(".")[0], _SubmissionLoader(source), origin=filename)
        module = importlib.util.module_from_spec(spec)
        module.__file__ = filename
        # Tracebacks, `inspect.getsource` and Keras' AutoGraph all look the source up here.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        sys.modules[module.__name__] = module
        self._names = module.__dict__
        try:
            exec(compile(source, filename, "exec"), module.__dict__)
        except BaseException as error:  # noqa: BLE001 - student code may raise anything, SystemExit included
            return self._crash("load", f"{filename} cannot be imported", error)
        self.adopt(module, filename)
        return None

    def adopt(self, module: types.ModuleType, filename: str) -> None:
        """Take a module that is loaded already, such as a notebook's own."""
        self._filename, self._names, self._student = filename, module.__dict__, Student(module, filename)

    def probe(self, name: str, given: dict[str, Any], seed: int) -> Any:
        """Run one probe; return its facts, or a `Crash`."""
        self._seed(seed)
        if self._student is not None:
            self._student.asked = False
        try:
            # A warning at a student's screen is noise; a probe that cares for one records it.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                facts = getattr(self._probes, name)(self._student, given)
        except MissingName as error:
            return Crash("raised", str(error))
        except BaseException as error:  # noqa: BLE001 - as above
            return self._crash("raised", "Your code raised an error", error)
        try:
            encode(facts)
        except FactsError as error:
            return Crash(
                "facts", f"Your code returned something else than numbers where numbers were asked for. {error}"
            )
        return facts

    def _seed(self, seed: int) -> None:
        random.seed(seed)
        np.random.seed(seed % 2**32)
        keras = sys.modules.get("keras")
        if keras is not None:
            # Without collecting garbage: with TensorFlow loaded that takes 0.2 s, and the worker lives for one submission.
            keras.utils.clear_session(free_memory=False)
            keras.utils.set_random_seed(seed % 2**32)

    def _crash(self, kind: str, what: str, error: BaseException) -> Crash:
        frames = _frames_of(error, self._names)
        if kind == "raised" and not frames and self._is_the_probes(error):
            return self._fault_of_probe(error)
        if isinstance(error, SyntaxError) and error.filename == self._filename:
            where, lines = f" at line {error.lineno}", f"  {(error.text or '').rstrip()}"
        else:
            where = f" at line {frames[-1][0]}" if frames else ""
            lines = "\n".join(f"  line {number}, in {function}\n    {text}" for number, function, text in frames)
        message = _readable(str(error))
        if not frames and kind == "raised" and not message.startswith("in user code"):
            kind, what = WHEN_USED, "Using what your code returned raised an error"
        sentence = (
            f"{what}{where}: {type(error).__name__}: {message}" if message else f"{what}{where}: {type(error).__name__}"
        )
        return Crash(kind, sentence, f"{self._filename}\n{lines}" if lines else "")

    def _is_the_probes(self, error: BaseException) -> bool:
        """Return whether an error outside the student's code cannot be of the student's making."""
        untouched = self._student is not None and not self._student.asked
        frames = _frames_of(error, self._probes.__dict__)
        return untouched or (isinstance(error, _MISSPELT) and bool(frames) and frames[-1][0] == _last_line(error))

    def _fault_of_probe(self, error: BaseException) -> Crash:
        frames = _frames_of(error, self._probes.__dict__)
        line = f" line {frames[-1][0]}" if frames else ""
        return Crash(PROBES_FAULT, f"probe.py{line} raised {type(error).__name__}: {_readable(str(error))}")


def _last_line(error: BaseException) -> int:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_lineno if trace is not None else 0


def _frames_of(error: BaseException, names: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Return (line, function, text) of the frames of one module, known by its names, outermost first."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        # Told by the module's names, because each cell of an open notebook has a file name of its own. AutoGraph compiles
        # the student's functions anew in a file of its own; those lines are the student's no more, and its message quotes the real ones.
        if trace.tb_frame.f_globals is names and "__autograph_generated_file" not in code.co_filename:
            frames.append(
                (trace.tb_lineno, code.co_qualname, linecache.getline(code.co_filename, trace.tb_lineno).strip())
            )
        trace = trace.tb_next
    return frames[-6:]


def _readable(message: str) -> str:
    """Return an error's text without colours, TensorFlow's node names and Keras' list of arguments, and not too long."""
    message = _NOISE.sub("", message).partition("Arguments received by")[0].strip()
    if len(message) <= _LONGEST_MESSAGE:
        return message
    # TensorFlow says what went wrong at the end, below the way there.
    half = _LONGEST_MESSAGE // 2
    return f"{message[:half]} … {message[-half:]} (shortened; {len(message)} characters in all)"
