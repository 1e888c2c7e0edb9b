"""What the API of every app shares: errors, paging, filtering, versions of what is read, throttles and keys."""
