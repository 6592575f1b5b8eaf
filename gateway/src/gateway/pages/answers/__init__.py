"""What the services answer, parsed leniently: a field a page can do without may be missing."""
