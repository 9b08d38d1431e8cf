"""Who comes in: signing in for people, signed tokens for programs, what each of them may open, and how often."""
