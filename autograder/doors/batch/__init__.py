"""A class as a batch: many submissions, on this machine or, with the extra `cluster`, on many."""

from autograder.doors.batch.classes import grade_class, on_this_machine, regrade

__all__ = ["grade_class", "on_this_machine", "regrade"]
