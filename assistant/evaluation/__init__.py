"""Evaluation: questions as people type them are asked of the whole assistant, and its answers held against what was
meant."""
