"""What people do with their accounts: one verb per module, one transaction each."""
