"""Notices, decisions, complaints and recalls as people read them."""
