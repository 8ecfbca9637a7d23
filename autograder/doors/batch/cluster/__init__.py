"""Many machines: each submission lives on a worker of a Dask cluster, and is judged where the command runs.

Only facts travel back, as bytes in the codec's form through a queue of the scheduler. Dask would pickle what a task returns, so
these tasks return nothing.
"""
