"""The language rules, without any I/O but reading the region's files once."""
