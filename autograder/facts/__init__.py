"""Facts: plain data about a submission's code, as bytes, by what they depend on, and what answers with them."""

from autograder.facts.codec import decode, encode
from autograder.facts.crash import PROBES_FAULT, WHEN_USED, Crash, facts_from_plain, facts_to_plain
from autograder.facts.session import LONGEST_PRINTED, REFERENCE, Abandoned, EarlierFacts, Session, facts_key
from autograder.facts.store import FactsStore, key_of
from autograder.facts.versions import installed_versions, versions_behind

__all__ = [
    "Abandoned",
    "Crash",
    "EarlierFacts",
    "FactsStore",
    "LONGEST_PRINTED",
    "PROBES_FAULT",
    "REFERENCE",
    "Session",
    "WHEN_USED",
    "decode",
    "encode",
    "facts_from_plain",
    "facts_key",
    "facts_to_plain",
    "installed_versions",
    "key_of",
    "versions_behind",
]
