"""Doors to the money."""
