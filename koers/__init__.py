"""Koers: the portal in which the programme Twentse Koers is monitored and accounted for."""

from koers.celery import app as celery_app

__all__ = ["celery_app"]
