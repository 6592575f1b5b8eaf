"""Routes: parse, call one use case or query, answer."""
