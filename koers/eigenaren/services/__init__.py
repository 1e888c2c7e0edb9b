"""Changes to owners, partners, signers and meetings; and to who holds which role: the one place that writes them."""

from koers.eigenaren.services.mensen import (
    deactivate_gebruiker,
    grant_aanstelling,
    invite_gebruiker,
    reset_factors,
    send_invitation,
    withdraw_aanstelling,
    withdraw_invitation,
)
from koers.eigenaren.services.overdracht import hand_over, open_work, replace_aanstelling
from koers.eigenaren.services.stamgegevens import (
    create_eigenaar,
    create_ondertekenaar,
    create_partner,
    record_besluit,
    record_functie,
    record_vergadering,
    update_eigenaar,
)

__all__ = [
    "create_eigenaar",
    "create_ondertekenaar",
    "create_partner",
    "deactivate_gebruiker",
    "grant_aanstelling",
    "hand_over",
    "invite_gebruiker",
    "open_work",
    "replace_aanstelling",
    "record_besluit",
    "record_functie",
    "record_vergadering",
    "reset_factors",
    "send_invitation",
    "withdraw_invitation",
    "update_eigenaar",
    "withdraw_aanstelling",
]
