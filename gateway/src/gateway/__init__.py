"""The only public door: accounts, sessions, the API proxy and the pages."""
