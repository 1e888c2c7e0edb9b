"""Page-shaped reads over all domains, and the facts of documents."""
