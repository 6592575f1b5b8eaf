"""The checklist's rules, without a database."""
