"""The API of documents: what they are, their files, and the figures they printed."""
