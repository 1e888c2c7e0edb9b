"""Forms with which projects merge and split: what is chosen (in the address), and what goes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from koers.lib.notatie import opsomming
from koers.lib.stapform import DagField, WriteForm, on_a_page
from projecten.forms.vraag import ProjectenField
from projecten.models import Deelname, Indicator, Project
from projecten.rules.afkomst import GESPLITST, SAMENGEVOEGD
from projecten.selectors.herschikking import DAY, Doel, Plan, Vak, check_plan
from projecten.selectors.openwerk import Ding

NIEUW = "nieuw"
WIJZE = [(stap.value, str(stap.label)) for stap in Deelname.Stap]


class PlanForm(forms.Form):
    """What is asked, read from the address; `plan` once that can be done."""

    vanaf = DagField(
        label="Vanaf",
        help_text="De eerste dag waarop het zo is. De dag ervoor is de laatste van wat eindigt.",
        validators=[on_a_page],
    )
    plan: Plan

    def settle(self, plan: Plan) -> None:
        """Take this plan; ValidationError when it cannot be carried out."""
        self.plan = plan
        check_plan(plan)


class SamenvoegForm(PlanForm):
    """Which projects become one, and which."""

    project = ProjectenField(
        queryset=Project.objects.none(),
        to_field_name="slug",
        label="Welke projecten",
        help_text="Twee of meer.",
        error_messages={"required": "Kies twee of meer projecten om samen te voegen."},
    )
    verder = forms.ChoiceField(label="Waarin gaan ze verder")
    naam = forms.CharField(
        label="Naam van het nieuwe project",
        max_length=150,
        required=False,
        help_text="Leeg als een van de gekozen projecten doorloopt.",
    )
    field_order = ["project", "verder", "naam", "vanaf"]

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        rows: Any = Project.objects.filter(Q(tot__isnull=True) | Q(tot__gte=day - DAY)).named(day)
        rows = rows.select_related("gemeente").order_by("naam_op")
        cast(ProjectenField, self.fields["project"]).queryset = rows
        keuzes = [(NIEUW, "een nieuw project"), *((row.slug, row.naam_op) for row in rows)]
        cast(forms.ChoiceField, self.fields["verder"]).choices = keuzes

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            self.settle(self._plan(values))
        return values

    def _plan(self, values: Mapping[str, Any]) -> Plan:
        chosen = list(values["project"])
        named = _named(chosen, values["vanaf"])
        verder = next((row for row in named if row.slug == values["verder"]), None)
        if values["verder"] != NIEUW and verder is None:
            raise ValidationError({"verder": "Het project dat doorloopt, is een van de gekozen projecten."})
        if verder is not None and values["naam"]:
            raise ValidationError(
                {"naam": "Laat de naam leeg als een van de projecten doorloopt, of kies een nieuw project."}
            )
        if verder is None and not values["naam"].strip():
            raise ValidationError({"naam": "Geef de naam van het project dat begint."})
        namen = () if verder is not None else (values["naam"].strip(),)
        return Plan(SAMENGEVOEGD, named, namen, values["vanaf"], verder)


class SplitsForm(PlanForm):
    """What one project becomes."""

    namen = forms.CharField(
        label="Namen van de projecten die beginnen",
        help_text="Elke naam op een eigen regel.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Geef de namen van de projecten die beginnen."},
    )
    blijft = forms.BooleanField(label="Het project zelf loopt door", required=False)
    field_order = ["namen", "blijft", "vanaf"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            self.settle(self._plan(values))
        return values

    def _plan(self, values: Mapping[str, Any]) -> Plan:
        namen = tuple(line.strip() for line in values["namen"].splitlines() if line.strip())
        return Plan(GESPLITST, _named([self.project], values["vanaf"]), namen, values["vanaf"], blijft=values["blijft"])


def _named(projecten: Sequence[Project], vanaf: date) -> tuple[Any, ...]:
    """Under the names of the day before, in the order of the list."""
    rows: Any = Project.objects.filter(pk__in=[row.pk for row in projecten]).named(vanaf - DAY).placed(vanaf)
    return tuple(rows.select_related("gemeente").order_by("naam_op"))


class BevestigForm(WriteForm):
    """Why, and per project that goes on its participation, its leaders, its partners and its open work."""

    reden = forms.CharField(
        label="Waarom",
        max_length=200,
        help_text="Dit staat bij de projecten en in het logboek.",
        error_messages={"required": "Schrijf op waarom."},
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        doelen: Sequence[Doel],
        dingen: Sequence[Ding] = (),
        indicatoren: Sequence[Indicator] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doelen, self.dingen = doelen, dingen
        for doel in doelen:
            for vak in doel.vakken:
                if not vak.vast:
                    self.fields[_stap(doel, vak)] = _stap_field(vak, plan)
            if doel.leiders:
                people = [(str(row.gebruiker_id), str(row.gebruiker)) for row in doel.leiders]
                self.fields[f"leiders-{doel.nummer}"] = forms.MultipleChoiceField(
                    label=f"Wie {doel.naam} leidt",
                    choices=people,
                    initial=[pk for pk, _ in people],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )
            if doel.betrokkenen:
                self.fields[_mee(doel)] = _betrokken_field(doel, plan)
        if indicatoren:
            self.fields["indicatoren"] = _indicatoren_field(plan, indicatoren)
        parts = [(str(doel.nummer), doel.naam) for doel in doelen]
        if plan.eindigt and len(doelen) > 1:
            self.fields["werk"] = forms.TypedChoiceField(
                label="Open werk gaat naar",
                help_text="Ook wat tot die dag nog wordt begonnen of toegezegd.",
                choices=parts,
                coerce=int,
            )
        rest = "het gekozen deel" if plan.eindigt else f"blijft bij {plan.van[0].naam_op}"
        for ding in dingen:
            self.fields[f"naar-{ding.sleutel}"] = forms.TypedChoiceField(
                label=ding.tekst, choices=[("", rest), *parts], coerce=int, required=False, empty_value=None
            )

    @property
    def stuks(self) -> list[tuple[Ding, Any]]:
        """Each open thing with the field that says where it goes."""
        return [(ding, self[f"naar-{ding.sleutel}"]) for ding in self.dingen]

    @property
    def blokken(self) -> list[tuple[Doel, list[tuple[Vak, Any]], Any, Any]]:
        """Of each project that goes on its rows (with the field, or None where it is fixed), leaders and partners."""
        return [
            (
                doel,
                [(vak, None if vak.vast else self[_stap(doel, vak)]) for vak in doel.vakken],
                self[f"leiders-{doel.nummer}"] if doel.leiders else None,
                self[_mee(doel)] if doel.betrokkenen else None,
            )
            for doel in self.doelen
        ]

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        values = super().clean() or {}
        return {
            "reden": values.get("reden", ""),
            "deelname": {
                (doel.nummer, vak.eigenaar.id): values.get(_stap(doel, vak), "")
                for doel in self.doelen
                for vak in doel.vakken
            },
            "leiders": {
                doel.nummer: [int(pk) for pk in values.get(f"leiders-{doel.nummer}", ())] for doel in self.doelen
            },
            "betrokkenen": {doel.nummer: [int(pk) for pk in values.get(_mee(doel), ())] for doel in self.doelen},
            "werk": values.get("werk", 0),
            "indicatoren": [int(pk) for pk in values.get("indicatoren", ())],
            "verdeling": {
                ding.sleutel: number
                for ding in self.dingen
                if (number := values.get(f"naar-{ding.sleutel}")) is not None
            },
        }


def _mee(doel: Doel) -> str:
    return f"betrokkenen-{doel.nummer}"


def _betrokken_field(doel: Doel, plan: Plan) -> forms.MultipleChoiceField:
    """Everyone goes along, but where the old one runs on: there they still are."""
    who = [(str(row.pk), f"{row.partner or row.eigenaar} ({row.get_rol_display()})") for row in doel.betrokkenen]
    return forms.MultipleChoiceField(
        label=f"Wie meewerkt aan {doel.naam}",
        choices=who,
        initial=[pk for pk, _ in who] if plan.eindigt else [],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _indicatoren_field(plan: Plan, indicatoren: Sequence[Indicator]) -> forms.MultipleChoiceField:
    """All go on, but for what one takes out."""
    names = {project.pk: project.naam_op for project in plan.eindigt}
    choices = [(str(row.pk), f"{row.naam} ({names[row.project_id]})") for row in indicatoren]
    return forms.MultipleChoiceField(
        label=f"Welke indicatoren doorgaan in {opsomming(plan.doelen)}",
        help_text="Wat u uitzet, wordt daarna niet meer gemeten.",
        choices=choices,
        initial=[pk for pk, _ in choices],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _stap(doel: Doel, vak: Vak) -> str:
    return f"stap-{doel.nummer}-{vak.eigenaar.id}"


def _stap_field(vak: Vak, plan: Plan) -> forms.ChoiceField:
    none = "blijft zoals het is" if vak.huidig else "geen stap"
    keuzes = [("", none), *(keuze for keuze in WIJZE if keuze[0] != vak.huidig)]
    return forms.ChoiceField(label=f"{vak.eigenaar.naam}", choices=keuzes, initial=vak.voorstel, required=False)
