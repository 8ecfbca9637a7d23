"""Prints a known solution as a student's file: `python -m tests.support.known_solution 04_resnet wrong/softmax_twice`."""

import sys

from autograder.assignment import find_assignment
from autograder.proof import known_solutions
from tests.support import ROOT

if __name__ == "__main__":
    _, assignment, wanted = sys.argv
    known = {solution.name: solution.source for solution in known_solutions(find_assignment(assignment, ROOT, True))}
    print(known[wanted], end="")
