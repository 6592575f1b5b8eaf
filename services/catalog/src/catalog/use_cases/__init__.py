"""One verb per file; one use case is one transaction."""
