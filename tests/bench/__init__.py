"""What the kit's figures are, measured beside what they are compared with: `make bench`.

Each module measures some rows of one table: `rows(quick, scratch)`.
"""
