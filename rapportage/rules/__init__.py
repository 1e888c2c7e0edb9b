"""What holds for documents, on plain values: no database, no clock."""
