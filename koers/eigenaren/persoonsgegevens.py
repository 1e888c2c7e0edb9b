"""What the owners' app keeps of a person: the roles, and their reviews."""

from koers.toegang.persoonsgegevens import Soort

SOORTEN = (
    Soort("eigenaren.Aanstelling", "gebruiker", "Rollen", ("rol", "eigenaar__naam", "vanaf", "tot", "herkomst")),
    Soort("eigenaren.Controleregel", "gebruiker", "Controles van uw rollen", ("rol", "uitkomst", "moment")),
    Soort("eigenaren.Controleregel", "door", "Rollen die u naliep", ("rol", "uitkomst", "moment")),
    Soort("eigenaren.Rechtencontrole", "begonnen_door", "Controles die u begon", ("eigenaar__naam", "begonnen_op")),
    Soort("eigenaren.Rechtencontrole", "afgerond_door", "Controles die u afrondde", ("eigenaar__naam", "afgerond_op")),
)
