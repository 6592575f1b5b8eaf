"""The snapshots and how far each engine has followed them; the only SQL of this service."""
