"""Rows, and the only SQL."""
