"""Invoices: issued once, numbered without a gap, corrected and never changed."""
