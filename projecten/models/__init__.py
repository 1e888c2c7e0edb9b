"""Projects and what is known of them through time; the rondes and the progress entered in them."""

from projecten.models.bewijs import Bewijs
from projecten.models.borging import BorgingControle, BorgingVerbetering
from projecten.models.formulier import Formulier
from projecten.models.herinnering import Herinnering
from projecten.models.inlezing import Inlezing
from projecten.models.meten import Controlegetal, Indicator, Meting, Streefwaarde
from projecten.models.opbrengst import Betrokkenheid, Bijeenkomst, Resultaat
from projecten.models.planning import Mijlpaal, MijlpaalWending, Risico, RisicoWending
from projecten.models.project import Borging, Deelname, Indeling, Project, Projectleiding, ProjectNaam
from projecten.models.toezegging import Afdoening, Toezegging
from projecten.models.versie import VoortgangVersie
from projecten.models.voortgang import Bericht, Overgang, Ronde, Rubriek, Voortgang
from projecten.models.voortzetting import Voortzetting
from projecten.models.vraag import ExtraVraag, VraagAan

__all__ = [
    "Afdoening",
    "Bericht",
    "Betrokkenheid",
    "Bewijs",
    "Bijeenkomst",
    "Borging",
    "BorgingControle",
    "BorgingVerbetering",
    "Controlegetal",
    "Deelname",
    "ExtraVraag",
    "Formulier",
    "Herinnering",
    "Indeling",
    "Indicator",
    "Inlezing",
    "Meting",
    "Mijlpaal",
    "MijlpaalWending",
    "Overgang",
    "Project",
    "ProjectNaam",
    "Projectleiding",
    "Resultaat",
    "Risico",
    "RisicoWending",
    "Ronde",
    "Rubriek",
    "Streefwaarde",
    "Toezegging",
    "Voortgang",
    "VoortgangVersie",
    "Voortzetting",
    "VraagAan",
]
