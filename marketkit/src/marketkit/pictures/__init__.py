"""Uploaded pictures, made small and written anew without ever being decoded in a service."""

from marketkit.pictures.process import Ready, Reencoder, RefusedPictureError, Why

__all__ = ["Ready", "Reencoder", "RefusedPictureError", "Why"]
