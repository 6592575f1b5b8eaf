"""The public API: what is forwarded to the services, and what the gateway answers itself."""
