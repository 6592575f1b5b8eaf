"""Turning facts into words: money, dates, distances, pictures of time. Pure functions only."""
