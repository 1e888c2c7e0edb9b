"""Theme lines, as the database guards them."""

from __future__ import annotations

from tests.factories import EERDER
from tests.refusals import Refusal, once, twice
from themalijnen.models import Doel, Themalijn, ThemalijnNaam

REFUSALS: dict[str, Refusal] = {
    "themalijn_einde_na_begin": once(Themalijn, tot=EERDER),
    "themalijn_teken_1_tot_4": once(Themalijn, teken=5),
    "themalijnnaam_stap_uniek": twice(ThemalijnNaam, second={"naam": "Een tweede naam op die dag"}),
    "doel_uniek": twice(Doel, second={"tekst": "Een ander doel op die plek."}),
}
