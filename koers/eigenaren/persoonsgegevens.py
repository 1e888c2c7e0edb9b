"""What the owners' app keeps of a person: the roles."""

from koers.toegang.persoonsgegevens import Soort

SOORTEN = (
    Soort("eigenaren.Aanstelling", "gebruiker", "Rollen", ("rol", "eigenaar__naam", "vanaf", "tot", "herkomst")),
)
