"""Public registers, stood in for by a server of our own."""
