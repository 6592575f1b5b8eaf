"""The rules of finding: language, places, ranking, what a document holds. No I/O."""
