"""The assistant from a terminal."""
