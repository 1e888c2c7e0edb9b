"""What is sent: JSON in UTF-8, bounded; and serializers that refuse what they do not know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer

from koers.toegang.api.filters import whole
from koers.toegang.api.middleware import MAX_BODY
from koers.toegang.api.probleem import Probleem


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number in JSON")


class JsonParser(BaseParser):
    """An object in JSON. Whatever else arrives is refused with one sentence, however deep or long it is."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        try:
            text = stream.read(MAX_BODY + 1).decode("utf-8")
            found = json.loads(text, parse_constant=_no_number) if text.strip() else {}
        except (ValueError, RecursionError):
            raise Probleem("ongeldige-inhoud", "De meegestuurde inhoud is geen geldige JSON in UTF-8.") from None
        if not isinstance(found, dict):
            raise Probleem("ongeldige-inhoud", "De meegestuurde inhoud moet één JSON-object zijn: {…}.")
        return found


class Renderer(JSONRenderer):
    """JSON, whatever is wished for in the parameters of Accept."""

    charset = None


class PdfRenderer(BaseRenderer):
    """A file goes out as it was filed."""

    media_type = "application/pdf"
    format = "pdf"
    charset = None
    render_style = "binary"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return data


class Strict(serializers.Serializer[Any]):
    """What someone sends: an unknown field is a mistake, not something to pass over in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            known = ", ".join(self.fields)
            raise serializers.ValidationError(
                {
                    name: [f"Dit veld is hier niet bekend. Wel bekend: {known or 'geen'}."]
                    for name in sorted(unknown)[:20]
                }
            )
        return super().to_internal_value(data)


class StrictChar(serializers.CharField):
    """Text, and nothing that merely could be read as text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class StrictCode(StrictChar):
    """Text of a fixed form: a slug, the code of a ronde."""

    def __init__(self, pattern: str, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)
        self.validators.append(RegexValidator(whole(pattern), "Dit kan niet; kijk hoe het geschreven wordt."))
        described: Any = extend_schema_field
        # drf-spectacular adds "null" itself where that is allowed.
        described({"type": "string", "pattern": pattern})(self)


class StrictBoolean(serializers.BooleanField):
    """true or false, not "ja", 1 or "on"."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data
