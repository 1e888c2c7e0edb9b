"""What the money keeps of a person: the changes one made to it."""

from koers.toegang.persoonsgegevens import Soort

SOORTEN = (
    Soort("financien.Mutatie", "door", "Bedragen die u wijzigde", ("beschikking__nummer", "jaar", "moment", "zin")),
)
