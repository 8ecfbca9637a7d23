"""The student's commands: check, watch, hint, list, progress, reset, diff, doctor."""
