"""Exports: the records of a finished run in the formats that other programs read. They compute no marks.

What leaves here may reach a student: of a hidden check it holds the sentence and the outcome, and nothing else.
"""
