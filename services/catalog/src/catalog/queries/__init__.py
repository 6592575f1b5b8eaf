"""Read-only views, each in one or two statements."""
