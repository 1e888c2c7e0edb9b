"""Doors of documents and dashboards."""
