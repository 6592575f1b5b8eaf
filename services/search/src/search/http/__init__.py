"""The service's public face: two questions, answered in bytes."""
