"""Finds what the region makes, on Meilisearch or on the embedded engine."""
