"""Page-shaped reads of projects, each at a constant number of queries."""
