"""Why a copy was not made or not put back: one sentence, and nothing changed."""


class KopieFout(Exception):
    """str() is a sentence for the one at the command line."""
