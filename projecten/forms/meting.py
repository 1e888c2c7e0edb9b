"""The grid of measurements as a form: fields named by part, indicator and eigenaar (w-12-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from projecten.selectors.raster import Raster, Rij, Vak
from projecten.services.meting import Fout, Invoer

MAX_TEKST = 1_000  # of one field; more is no value and no remark


def read_invoer(post: QueryDict, raster: Raster) -> list[Invoer]:
    """What was typed in the cells that were on the page; a field that was not sent leaves its cell as it was."""
    return [_read(post, vak) for rij in raster.rijen for vak in rij.vakken if f"was-{vak.sleutel}" in post]


def _read(post: QueryDict, vak: Vak) -> Invoer:
    def typed(part: str, stored: str) -> str:
        return str(post.get(f"{part}-{vak.sleutel}", stored))[:MAX_TEKST]

    remark = typed("o", "") if f"o-{vak.sleutel}" in post else None

    return Invoer(
        vak.indicator.pk,
        vak.eigenaar.id,
        waarde=typed("w", vak.waarde),
        teller=typed("t", vak.teller),
        noemer=typed("n", vak.noemer),
        toelichting=remark,
        was=typed("was", ""),
    )


def with_typed(raster: Raster, invoer: Sequence[Invoer], fouten: Sequence[Fout]) -> Raster:
    """The same grid with what was typed in it, and at each refused cell the sentence that says why."""
    typed = {(one.indicator, one.eigenaar): one for one in invoer}
    faults = {(fout.indicator, fout.eigenaar): fout for fout in reversed(fouten)}

    def shown(vak: Vak) -> Vak:
        key = (vak.indicator.pk, vak.eigenaar.id)
        one, fout = typed.get(key), faults.get(key)
        if one is None or one.is_untouched(verhouding=vak.indicator.is_verhouding):
            return vak
        return replace(
            vak,
            waarde=one.waarde,
            teller=one.teller,
            noemer=one.noemer,
            toelichting=vak.toelichting if one.toelichting is None else one.toelichting,
            gelezen=vak.was,
            fout=fout.zin if fout else "",
            fout_veld=fout.veld if fout else "",
        )

    rows = (Rij(rij.eigenaar, tuple(shown(vak) for vak in rij.vakken)) for rij in raster.rijen)
    return replace(raster, rijen=tuple(rows))
