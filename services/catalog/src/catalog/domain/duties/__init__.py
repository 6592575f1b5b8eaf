"""What the market owes: to who reports something, to who is decided about, to who bought danger."""
