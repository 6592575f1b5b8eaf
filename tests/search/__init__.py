"""The search service: language, engines, snapshots, answers."""
