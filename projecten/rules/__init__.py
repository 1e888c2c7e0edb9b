"""Rules on plain values: no Django, no clock."""
