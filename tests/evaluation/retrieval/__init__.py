"""How well clauses are found, and cited in answers: questions, each with the clauses that answer it."""
