"""Everything at once, in any order, against a bank of its own."""
