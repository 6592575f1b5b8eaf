"""What the region files must look like, so that a typing error is found before a service starts."""
