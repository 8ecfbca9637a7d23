"""Reports: what a run's records and kept facts say about each student and about the class."""
