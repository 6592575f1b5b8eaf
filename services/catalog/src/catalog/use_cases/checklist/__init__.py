"""What happens to the checklist: the operator words it, shops answer it, the market looks."""
