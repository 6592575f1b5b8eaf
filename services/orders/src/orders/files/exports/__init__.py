"""What authorities and advisers are handed, as files: rows in, bytes out, never held whole."""
