"""An extra request: until which day, and when it can be answered."""

from __future__ import annotations

from datetime import date

from koers.lib.notatie import datum
from projecten.rules.ronde import Termijn


def day_fault(uiterlijk: date, ronde: Termijn, naam: str, today: date) -> str:
    """Why a question cannot be asked until that day, in Dutch; "" when it can. The day lies within the ronde."""
    if ronde.is_over(today):
        return f"De ronde {naam} is gesloten; de laatste dag was {datum(ronde.einde)}. Stel de vraag in een open ronde."
    if uiterlijk < max(today, ronde.begin):
        return f"Kies een dag vanaf {datum(max(today, ronde.begin))}."
    if uiterlijk > ronde.einde:
        return f"De ronde {naam} gaat dicht op {datum(ronde.einde)}; kies die dag of een eerdere."
    return ""


def answer_refusal(ingetrokken: bool, ronde: Termijn, naam: str, today: date) -> str:
    """Why a question cannot be answered on that day, in Dutch; "" when it can."""
    if ingetrokken:
        return "Deze vraag is ingetrokken; u hoeft niets meer te doen."
    if today < ronde.begin:
        return f"De ronde {naam} gaat open op {datum(ronde.begin)}. Vanaf die dag kunt u antwoorden."
    if ronde.is_over(today):
        return (
            f"De ronde {naam} is gesloten; de laatste dag was {datum(ronde.einde)}. "
            "Moet het antwoord er nog in? Vraag de programmamanager om de datum 'dicht op' te verzetten."
        )
    return ""
