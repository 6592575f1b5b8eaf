"""Tables of goods: uploaded, read, shown row by row, taken over as a whole, taken back."""
