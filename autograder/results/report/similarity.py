"""Which submissions are suspiciously equal: a place to look, never a verdict.

Fingerprints of token sequences as in Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document fingerprinting", section 3.
"""

import contextlib
import hashlib
import io
import keyword
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, triu

# Runs of fewer tokens than these mean nothing; of any run of _SURELY_FOUND tokens at least one fingerprint is kept.
_NOISE, _SURELY_FOUND = 12, 16
_WINDOW = _SURELY_FOUND - _NOISE + 1
# Below these few fingerprints of their own, two submissions say too little.
_FEWEST = 20
_LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING}


@dataclass(frozen=True)
class Pair:
    """Two submissions and the share of their fingerprints that both have, 0 to 1; `identical` where their code is the same text."""

    left: str
    right: str
    share: float
    identical: bool


def similar_pairs(sources: Mapping[str, str], stub: str = "", at_least: float = 0.8, most: int = 20) -> list[Pair]:
    """Return the pairs of submissions that are most alike, the most alike first.

    Names, numbers and texts count as such, whatever they are: who renames variables is found. What the stub has counts for nobody.

    Args:
        sources: code by submission.
        stub: the code that was handed out.
        at_least: the share of common fingerprints (Jaccard index) from which a pair is told.
        most: how many pairs are told.
    """
    handed_out = fingerprints(stub)
    kept = {name: fingerprints(source) - handed_out for name, source in sources.items()}
    names = sorted(name for name, found in kept.items() if len(found) >= _FEWEST)
    if len(names) < 2:
        return []
    common, sizes = _common([kept[name] for name in names])
    above = triu(common, k=1).tocoo()
    shares = above.data / (sizes[above.row] + sizes[above.col] - above.data)
    order = np.argsort(-shares, kind="stable")
    chosen = [place for place in order if shares[place] >= at_least][:most]
    return [
        Pair(left, right, float(shares[place]), sources[left] == sources[right])
        for place in chosen
        for left, right in [(names[above.row[place]], names[above.col[place]])]
    ]


def _common(found: list[set[int]]) -> tuple[csr_matrix, np.ndarray]:
    """Return how many fingerprints each two sets share, and the sets' sizes."""
    numbers: dict[int, int] = {}
    columns = [numbers.setdefault(mark, len(numbers)) for marks in found for mark in sorted(marks)]
    sizes = np.array([len(marks) for marks in found])
    rows = np.repeat(np.arange(len(found)), sizes)
    table = csr_matrix((np.ones(len(columns), np.int32), (rows, columns)), shape=(len(found), max(len(numbers), 1)))
    return table @ table.T, sizes


def fingerprints(source: str) -> set[int]:
    """Return the fingerprints of a Python source; none of a text that holds too few tokens."""
    words = tokens(source)
    marks = [_hashed(words[start : start + _NOISE]) for start in range(len(words) - _NOISE + 1)]
    return {min(marks[start : start + _WINDOW]) for start in range(max(len(marks) - _WINDOW + 1, min(len(marks), 1)))}


def tokens(source: str) -> list[str]:
    """Return what a source says, without comments, docstrings and layout; each name, number and text as its kind."""
    words: list[str] = []
    starts_line = True
    for token, following in pairwise([*_read(source), tokenize.TokenInfo(tokenize.ENDMARKER, "", (0, 0), (0, 0), "")]):
        bare_text = token.type == tokenize.STRING and starts_line and following.type == tokenize.NEWLINE
        if token.type == tokenize.COMMENT or bare_text:
            continue
        if token.type in _LAYOUT:
            starts_line = True
            continue
        starts_line = False
        words.append(_word(token))
    return words


def _read(source: str) -> list[tokenize.TokenInfo]:
    """Return a file's tokens; of one that is no Python, those up to where it breaks."""
    found: list[tokenize.TokenInfo] = []
    with contextlib.suppress(tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        found.extend(tokenize.generate_tokens(io.StringIO(source).readline))
    return found


def _word(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return token.string if keyword.iskeyword(token.string) else "name"
    return {tokenize.NUMBER: "number", tokenize.STRING: "text"}.get(token.type, token.string)


def _hashed(words: list[str]) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).digest())
