"""Doors to projects: parse, call, render."""
