"""What the kit's figures are, measured beside what they are compared with: `make bench`.

Each module measures some rows of one table: `rows(quick, scratch)`. A module `tests/bench_watch.py`, where there is one, adds its own.
"""
