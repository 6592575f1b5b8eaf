"""Public registers that are asked about numbers."""
