"""Rules about accounts that need no database and no clock."""
