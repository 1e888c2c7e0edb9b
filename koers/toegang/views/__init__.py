"""Doors of people: signing in, their own account, the log; and what one sees when a door stays shut."""
