"""The catalogue's database, step by step."""
