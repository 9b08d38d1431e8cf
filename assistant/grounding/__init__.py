"""Whether what was phrased says only what the evidence says, and all of it that matters. Deterministic."""
