"""Ways in: a student's pytest, the open notebook, nbgrader, and the batch. All use the same probes and checks, and say the same."""
