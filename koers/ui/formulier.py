"""How Django's own `{{ form }}` and `{{ field.as_field_group }}` come out: as the components of the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist, engines

from koers.ui.vormen import PADEN


class KoersRenderer(DjangoTemplates):
    """The project's templates first, then Django's widgets. Setting: FORM_RENDERER."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/form_field.html"

    def get_template(self, template_name: str) -> Any:
        try:
            return engines["django"].get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)


class StandKeuze(forms.RadioSelect):
    """The choice of a state (groen, oranje, rood) as three boxes, each with its shape."""

    template_name = "ui/stand_keuze.html"
    option_template_name = "ui/stand_keuze_option.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        return option | {"pad": PADEN.get(str(option["value"]), "")}
