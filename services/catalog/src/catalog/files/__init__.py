"""What the catalogue reads from and keeps in the file system."""
