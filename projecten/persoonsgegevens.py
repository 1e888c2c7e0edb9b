"""What projects keep of a person: what one leads, answers for, wrote and decided."""

from koers.toegang.persoonsgegevens import Soort

WAAR = ("ronde__begin", "project__slug", "gemeente__naam", "rubriek__naam")

SOORTEN = (
    Soort("projecten.Herinnering", "gebruiker", "Herinneringen aan u", ("ronde__begin", "soort", "dag"), weg=True),
    Soort("projecten.Projectleiding", "gebruiker", "Projecten die u leidt", ("project__slug", "vanaf", "tot")),
    Soort("projecten.Projectleiding", "vervangt", "Wie u vervangt", ("project__slug", "vanaf", "tot")),
    Soort("projecten.Mijlpaal", "houder", "Mijlpalen waar u voor staat", ("project__slug", "naam", "datum", "staat")),
    Soort("projecten.Risico", "houder", "Risico's waar u voor staat", ("project__slug", "naam", "sinds", "staat")),
    Soort(
        "projecten.Mijlpaal",
        "vorige_houder",
        "Mijlpalen die van u op een ander overgaan",
        ("project__slug", "naam", "houder_vanaf"),
    ),
    Soort(
        "projecten.Risico",
        "vorige_houder",
        "Risico's die van u op een ander overgaan",
        ("project__slug", "naam", "houder_vanaf"),
    ),
    Soort(
        "projecten.MijlpaalWending",
        "door",
        "Mijlpalen die u verschoof, haalde of liet vervallen",
        ("mijlpaal__project__slug", "mijlpaal__naam", "op", "naar_staat", "naar_datum", "reden"),
    ),
    Soort(
        "projecten.RisicoWending",
        "door",
        "Risico's die u sloot, opende of opnieuw woog",
        ("risico__project__slug", "risico__naam", "op", "naar_staat", "reden"),
    ),
    Soort(
        "projecten.Voortgang",
        "gewijzigd_door",
        "Voortgang die u het laatst wijzigde",
        (*WAAR, "staat", "gewijzigd_op"),
    ),
    Soort(
        "projecten.Overgang",
        "door",
        "Stappen die u met voortgang zette",
        (*(f"voortgang__{waar}" for waar in WAAR), "van", "naar", "moment", "opmerking"),
    ),
    Soort(
        "projecten.Overgang",
        "voor",
        "Stappen die een ander namens u zette",
        (*(f"voortgang__{waar}" for waar in WAAR), "naar", "moment"),
    ),
    Soort(
        "projecten.Bewijs",
        "door",
        "Foto's en documenten die u toevoegde",
        (*(f"voortgang__{waar}" for waar in WAAR), "naam", "omschrijving", "op"),
    ),
    Soort(
        "projecten.VoortgangVersie",
        "door",
        "Teksten van voortgang die u schreef",
        (*(f"voortgang__{waar}" for waar in WAAR), "nummer", "begonnen_op", "moment"),
    ),
    Soort(
        "projecten.VoortgangVersie",
        "voor",
        "Teksten van voortgang die een ander namens u schreef",
        (*(f"voortgang__{waar}" for waar in WAAR), "nummer", "begonnen_op", "moment"),
    ),
    Soort(
        "projecten.BorgingControle",
        "door",
        "Controles van een borging die u vastlegde",
        ("borging__project__slug", "datum", "uitkomst", "bevinding"),
    ),
    Soort(
        "projecten.BorgingVerbetering",
        "door",
        "Borgingen die u verbeterde",
        ("borging__project__slug", "op", "wat", "reden"),
    ),
    Soort(
        "projecten.Meting",
        "door",
        "Metingen die u invulde",
        ("indicator__naam", "eigenaar__naam", "peildatum", "vastgelegd_op"),
    ),
    Soort(
        "projecten.Inlezing",
        "door",
        "Werkmappen met metingen die u inlas",
        ("project__slug", "ronde__begin", "bestand", "op"),
    ),
    Soort("projecten.Formulier", "gemaakt_door", "Formulieren die u maakte", ("soort", "versie", "gemaakt_op")),
    Soort("projecten.ExtraVraag", "gevraagd_door", "Extra vragen die u stelde", ("onderwerp", "vraag", "gevraagd_op")),
    Soort("projecten.ExtraVraag", "ingetrokken_door", "Extra vragen die u introk", ("onderwerp", "ingetrokken_op")),
    Soort(
        "projecten.VraagAan",
        "beantwoord_door",
        "Extra vragen die u beantwoordde",
        ("vraag__onderwerp", "antwoord", "beantwoord_op"),
    ),
)
