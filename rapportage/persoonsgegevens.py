"""What documents keep of a person: who made them, edited their texts and moved them on."""

from koers.toegang.persoonsgegevens import Soort

SOORTEN = (
    Soort("rapportage.Tekstblok", "gewijzigd_door", "Teksten die u het laatst wijzigde", ("titel", "gewijzigd_op")),
    Soort(
        "rapportage.Versie",
        "gemaakt_door",
        "Versies van documenten die u maakte",
        ("document__soort", "document__periode", "nummer", "gemaakt_op"),
    ),
    Soort(
        "rapportage.DocumentStap",
        "door",
        "Stappen die u met documenten zette",
        ("document__soort", "document__periode", "staat", "kenmerk", "moment"),
    ),
)
