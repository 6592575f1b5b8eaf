"""What both engines must do, run against each of them for real."""
