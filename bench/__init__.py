"""Benchmarks: each claim beside a bare reference, measured in the same run."""
