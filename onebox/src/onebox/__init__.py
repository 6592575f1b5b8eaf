"""The whole market in one process: what make demo runs."""
