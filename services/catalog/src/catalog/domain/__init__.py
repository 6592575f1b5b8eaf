"""The catalogue's rules, without I/O."""
