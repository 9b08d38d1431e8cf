"""Days as they are written, counted and named; no day is yet of any meeting."""
