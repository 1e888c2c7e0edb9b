"""Documents and their way to adoption, as the database guards them."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError

from koers.eigenaren.models import Vergadering
from rapportage.models import Document, DocumentStap, Versie
from tests.factories import make, new
from tests.refusals import Refusal, once, twice


def adopted_twice() -> DocumentStap:
    adopted = {"staat": "vastgesteld", "vergadering": Vergadering}
    make(DocumentStap, **adopted)
    return new(DocumentStap, **adopted, versie=make(Versie, nummer=2, sleutel="d" * 64))


REFUSALS: dict[str, Refusal] = {
    "document_uniek": twice(Document, second={"staat": "besproken"}),
    "versie_nummer_uniek": twice(Versie, second={"sleutel": "d" * 64}),
    "versie_sleutel_uniek": twice(Versie, second={"nummer": 2}),
    "versie_niet_leeg": once(Versie, paginas=0),
    "documentstap_een_keer_per_versie": twice(DocumentStap),
    "documentstap_een_keer_vastgesteld": adopted_twice,
    "documentstap_vastgesteld_in_vergadering": once(DocumentStap, staat="vastgesteld"),
}


@pytest.mark.django_db
def test_a_document_that_was_built_cannot_be_deleted():
    versie = make(Versie)
    with pytest.raises(ProtectedError):
        versie.document.delete()
