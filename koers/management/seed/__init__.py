"""The two source documents as data, and what the demo invents beside them; loaded through the apps' services."""
