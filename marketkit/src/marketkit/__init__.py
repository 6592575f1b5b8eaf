"""What every market service shares: contracts, messaging, database, errors."""
