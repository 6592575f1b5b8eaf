"""What the worker does about endings and VAT ids."""
