"""What this service reads of a region's folder, once, when it starts."""
