"""The budget: for one image of 32 x 32 x 3 and five classes."""

PARAMETERS = 25_000
MULTIPLICATIONS = 2_500_000
