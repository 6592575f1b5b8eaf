"""Notices, decisions, complaints, recalls and orders of authorities."""
