"""Charts as plain facts that draw themselves, on screen and on paper, with their table beside them."""

from koers.ui.charts.balken import Deel, Staaf, Stapelbalk, Staven
from koers.ui.charts.brug import Brug, Stap
from koers.ui.charts.grafiek import Grafiek, Legendaregel, Tabel
from koers.ui.charts.kwartalen import Lijn, Meting, Paar, Paren
from koers.ui.charts.puntbereik import Punt, Puntbereik
from koers.ui.charts.statusbalk import Groep, Statusbalk
from koers.ui.charts.tegelkaart import Tegel, Tegelkaart
from koers.ui.charts.tijdlijn import Moment, Tijdlijn

__all__ = [
    "Brug",
    "Deel",
    "Grafiek",
    "Groep",
    "Legendaregel",
    "Lijn",
    "Meting",
    "Moment",
    "Paar",
    "Paren",
    "Punt",
    "Puntbereik",
    "Staaf",
    "Stap",
    "Stapelbalk",
    "Statusbalk",
    "Staven",
    "Tabel",
    "Tegel",
    "Tegelkaart",
    "Tijdlijn",
]
