"""Papers as files: XML for programs (EN 16931), PDF for people."""
