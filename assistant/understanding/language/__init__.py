"""The words themselves: what was typed, taken apart, spelled right, and English as practitioners type it."""
