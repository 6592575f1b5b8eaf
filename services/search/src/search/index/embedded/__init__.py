"""The embedded engine: tantivy in this process, nothing to install."""
