"""The publish gate: one engine over the region's profiles; data says what each kind needs."""
