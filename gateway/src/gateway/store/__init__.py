"""The gateway's tables, and the only SQL it speaks."""
