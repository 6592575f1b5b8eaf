"""The books, and money on its way to shops."""
