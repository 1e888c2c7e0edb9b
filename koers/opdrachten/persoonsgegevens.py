"""What jobs keep of a person: who asked for them."""

from koers.toegang.persoonsgegevens import Soort

SOORTEN = (
    Soort("opdrachten.Opdracht", "aangevraagd_door", "Opdrachten", ("sleutel", "staat", "aangevraagd_op", "klaar_op")),
)
