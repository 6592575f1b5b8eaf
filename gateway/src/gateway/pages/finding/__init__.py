"""What the pages for finding things are made of: chips, choices, places, ways out of nothing."""
