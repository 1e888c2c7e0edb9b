"""Running the portal: its health, its log lines and figures, and its copies. Part of the roof."""
