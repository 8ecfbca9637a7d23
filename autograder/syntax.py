"""Python's parser, for a process with several threads."""

import ast
import threading

_ONE_AT_A_TIME = threading.Lock()


def parse(source: str) -> ast.Module:
    """Return the syntax tree of `source`.

    Before 3.11.8 and 3.12.2, CPython counts the depth of all threads' trees in one place, and parsing in two threads
    ends in "AST constructor recursion depth mismatch" now and then (CPython issue 106905).

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse` does.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source)
