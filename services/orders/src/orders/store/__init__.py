"""Rows, and the only SQL of this service."""
