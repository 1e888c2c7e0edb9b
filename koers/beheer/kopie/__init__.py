"""Copies of the portal: made while people work, put back into an empty place, tried out."""

from koers.beheer.kopie.fouten import KopieFout
from koers.beheer.kopie.maken import make_copy
from koers.beheer.kopie.terugzetten import put_back

__all__ = ["KopieFout", "make_copy", "put_back"]
