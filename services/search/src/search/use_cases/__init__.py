"""What the service does: note changes, bring an index up to date, build it anew."""
