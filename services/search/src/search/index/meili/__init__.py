"""Meilisearch: the official client where tasks are waited for, one POST where people wait."""
