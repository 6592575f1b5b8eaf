"""Tables that shops bring along: what their columns mean, and what their rows say."""
