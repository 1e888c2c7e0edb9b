"""The last that was approved about many projects, for lists: states with since when, and the last news of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, Value, When, Window
from django.db.models.functions import Cast, Lead, RowNumber

from koers.lib.peildatum import Blik
from projecten.models import Ronde
from projecten.models.voortgang import VoortgangQuerySet
from projecten.selectors.inzending import KOLOMMEN, Inzending, Rij, with_words
from projecten.selectors.stand import TERUG, Verslag, approved_on, gather


def _joined(*parts: Any) -> Func:
    """With a space between; none of them is ever NULL, which Concat would have asked at each."""
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ' ' || ", output_field=CharField())


# What stands the same in one entry as in the one before it; of a reopened one its columns are not what was approved.
STAND = Case(
    When(gepubliceerd__isnull=False, then=_joined(Value("heropend"), Cast("pk", CharField()))),
    default=_joined("kwaliteit", "tijd", "geld"),
)


def load_laatste(
    blik: Blik,
    *,
    projecten: Iterable[int],
    gemeente: int | None = None,
    rubrieken: bool = False,
    over_zichzelf: bool = False,
    rondes: Iterable[Ronde] | None = None,
) -> Verslag:
    """As `load_verslag`, of these projects (and, `rubrieken`, the programme), where only the last news has its words.

    `over_zichzelf`: with what the gemeente wrote about no project. `rondes`: all, where they were read already.
    Of an entry before the last there are the states and nothing else, and one that stands as the one before it and
    after it is left out. A constant number of queries, however many rondes there were.
    """
    scope = Q(project__in=list(projecten))
    if rubrieken:
        scope |= Q(rubriek__isnull=False)
    if over_zichzelf:
        scope |= Q(project__isnull=True, gemeente=gemeente, rubriek__isnull=True)
    rows = _numbered(approved_on(blik).filter(scope).filter(_seen(gemeente)))
    per_id = {ronde.pk: ronde for ronde in (Ronde.objects.all() if rondes is None else rondes)}
    turns = list(rows.filter(_TURN).values_list(*KOLOMMEN, "nummer", named=True))
    written = with_words([row for row in turns if row.nummer == 1 or row.gepubliceerd], per_id)
    about = [(row, entry) for row, entry in written if row.project_id or row.rubriek_id]
    if silent := {row.project_id for row, entry in about if row.nummer == 1 and not entry.nieuws}:
        earlier = rows.filter(Q(project__in=silent) | Q(rubriek__isnull=False), nummer__gt=1)
        written += with_words(list(earlier.values_list(*KOLOMMEN, named=True)), per_id)
    bare = ((row, _bare(row, per_id[row.ronde_id])) for row in turns if not row.rubriek_id)
    found = {row.pk: (row, entry) for row, entry in (*bare, *written)}
    return gather(sorted(found.values(), key=lambda item: item[1].begin, reverse=True))


def last_ronde(blik: Blik, gemeente: int) -> int | None:
    """The newest (id) of which anything is approved by that day, of the region or of this gemeente; one query."""
    rows = approved_on(blik).order_by().filter(_seen(gemeente), ronde=OuterRef("pk"))
    # In the WHERE: as a column the database would read all entries for each ronde.
    return Ronde.objects.filter(Exists(rows)).order_by("-begin").values_list("pk", flat=True).first()


def _seen(gemeente: int | None) -> Q:
    return Q(gemeente__isnull=True) | Q(gemeente=gemeente)


def _numbered(rows: VoortgangQuerySet) -> Any:
    """Of each scope its last entries: `nummer` (1 is the newest), `stand`, and `ouder`, that of the one before it."""
    window: dict[str, Any] = {
        "partition_by": ["project", "gemeente", "rubriek"],
        "order_by": F("ronde__begin").desc(),
    }
    rows = rows.order_by().annotate(stand=STAND)
    numbered: Any = rows.annotate(nummer=Window(RowNumber(), **window), ouder=Window(Lead("stand"), **window))
    return numbered.filter(nummer__lte=TERUG)


# The newest, the oldest, and each since which it stands otherwise.
_TURN = Q(nummer=1) | Q(nummer=TERUG) | Q(ouder__isnull=True) | ~Q(ouder=F("stand"))


def _bare(row: Rij, ronde: Ronde) -> Inzending:
    standen = (row.kwaliteit, row.tijd, row.geld)
    return Inzending(row.ronde_id, str(ronde), ronde.begin, standen, ("", "", ""), (), row.herkomst)
