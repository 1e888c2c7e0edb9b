"""Changes to owners, partners, signers, meetings and roles: the one place that writes them."""
