"""The two engines behind `domain.engine.SearchEngine`, and the breaker between them."""
