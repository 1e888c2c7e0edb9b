"""What is left empty is asked for in one sentence, by every form and by the API."""

from __future__ import annotations

import gettext
import re
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from rest_framework import serializers

from koers.toegang.models import Gebruiker

FOLDER = settings.LOCALE_PATHS[0] / "nl" / "LC_MESSAGES"
LEEG = "Vul dit veld in."
ROOMS = (
    "koers.toegang.forms",
    "koers.eigenaren.forms",
    "projecten.forms",
    "financien.forms",
    "rapportage.forms",
    "themalijnen.forms",
)


def all_forms(kind: type[forms.BaseForm] = forms.BaseForm) -> set[type[forms.BaseForm]]:
    """Every form of the portal that is known by now."""
    return {found for sub in kind.__subclasses__() for found in (sub, *all_forms(sub)) if hasattr(found, "base_fields")}


def test_every_form_asks_in_the_same_words_for_what_is_left_empty():
    for room in ROOMS:
        import_module(room)
    own = [form for form in all_forms() if form.__module__.split(".")[0] in {room.split(".")[0] for room in ROOMS}]
    said = set()
    for form in own:
        for field in form.base_fields.values():
            if field.required and not isinstance(field, (forms.BooleanField, forms.FileField)):
                said.add(str(field.error_messages["required"]))
    assert len(own) > 10
    assert LEEG in said
    assert not [zin for zin in said if "vereist" in zin or "verplicht" in zin]


@pytest.mark.parametrize("sent", [{}, {"naam": ""}, {"naam": None}], ids=str)
def test_the_api_asks_in_the_same_words(sent):
    class Body(serializers.Serializer):
        naam = serializers.CharField()

    body = Body(data=sent)
    assert not body.is_valid()
    assert body.errors["naam"] == [LEEG]


def test_a_model_asks_in_the_same_words():
    with pytest.raises(ValidationError) as refused:
        Gebruiker(email="", naam="", password="!").clean_fields(exclude=["since"])
    assert refused.value.message_dict == {"email": [LEEG], "naam": [LEEG]}


def test_what_is_used_is_what_is_written():
    with (FOLDER / "django.mo").open("rb") as file:
        used = gettext.GNUTranslations(file)._catalog
    written = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (FOLDER / "django.po").read_text(), re.MULTILINE))
    assert len(written) > 5
    assert {key: value for key, value in used.items() if key} == written
