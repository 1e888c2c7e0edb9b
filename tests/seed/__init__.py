"""The seed: its data against the sources, what loading leaves, and what is built from it."""

from datetime import date

VANDAAG = date(2026, 11, 25)
WACHTWOORD = "een lange zin voor de demo"
