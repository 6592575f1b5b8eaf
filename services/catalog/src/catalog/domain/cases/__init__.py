"""The rules of advising: a business from the first contact on, before it has a shop."""
