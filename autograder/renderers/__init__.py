"""Renderers: a record in, something a person or a program reads out. They compute no marks."""
