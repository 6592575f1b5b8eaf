"""Imprint, terms and withdrawal notice of a shop: written from templates, kept in versions."""
