"""The orders database, step by step."""
