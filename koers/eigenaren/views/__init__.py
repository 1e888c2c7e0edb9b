"""Doors of the beheerder: people, their roles, what is reviewed each year, and the owners."""
