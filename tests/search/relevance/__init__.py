"""Whether people find what they mean, over the seeded market."""
