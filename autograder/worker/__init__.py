"""The worker: the untrusted process that holds student code, and the judge's end of the line to it."""
