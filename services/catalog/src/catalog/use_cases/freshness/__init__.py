"""Goods nobody counts: said, said again, and taken off sale when nobody does."""
