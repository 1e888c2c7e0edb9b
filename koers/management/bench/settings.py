"""The portal's own settings, with one address more: the empty view that everything is measured against."""

from koers.settings import *  # noqa: F403

ROOT_URLCONF = "koers.management.bench.urls"
