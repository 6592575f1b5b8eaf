"""Answers to people: reading only."""
