"""Forms of signing in, of a second factor and of a new password, in the portal's words."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import lazystr

from koers.lib.peildatum import LAATST, VROEGST
from koers.lib.stapform import DagField, WriteForm
from koers.toegang import logboek
from koers.toegang.models import Logregel, Sleutel
from koers.toegang.sleutels import DAGEN, create_sleutel

BESTAAT = (
    MinValueValidator(VROEGST, "Kies een dag vanaf 1 januari 2000."),
    MaxValueValidator(LAATST, "Kies een dag tot en met 31 december 2099."),
)
WRONG = lazystr("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw.")
HELP = "Ten minste 12 tekens. Een zin van vier woorden is goed te onthouden."


def _code(label: str) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attrs))


def _password(label: str, autocomplete: str = "current-password") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=1000, widget=widget)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    username = forms.EmailField(
        label="E-mailadres", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = _password("Wachtwoord")


class ResetForm(forms.Form):
    email = forms.EmailField(
        label="E-mailadres", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Nieuw wachtwoord"
        self.fields["new_password1"].help_text = HELP
        self.fields["new_password2"].label = "Nieuw wachtwoord, nog een keer"
        self.fields["new_password2"].help_text = ""


class SleutelForm(WriteForm):
    """A new key to the API: what it is for, what it may, and for how long."""

    naam = forms.CharField(
        label="Waarvoor",
        max_length=60,
        help_text="Welk systeem of script deze sleutel gebruikt, bijvoorbeeld: dashboard van Almelo.",
        error_messages={"required": "Schrijf waarvoor de sleutel is."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bereik = forms.ChoiceField(
        label="Wat de sleutel mag",
        choices=[(value, f"{label[:1].upper()}{label[1:]}") for value, label in Sleutel.Bereik.choices],
        initial=Sleutel.Bereik.LEZEN,
        help_text="Nooit meer dan u zelf mag op die dag.",
    )
    dagen = forms.TypedChoiceField(
        label="Hoe lang de sleutel werkt",
        coerce=int,
        choices=[(dagen, f"{dagen} dagen") for dagen in DAGEN],
        initial=90,
    )
    tekst = ""

    def create(self, **known: Any) -> bool:
        """Make the key; its text is then in `tekst`, this once."""

        def make(**fields: Any) -> None:
            _, self.tekst = create_sleutel(**fields)

        return self.is_valid() and self.write(make, **known)


class InviteForm(PasswordForm):
    """Who accepts an invitation writes the own name and chooses a password."""

    naam = forms.CharField(label="Uw naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["naam", "new_password1", "new_password2"]


class LogForm(forms.Form):
    """Which lines of the log; all fields may stay empty."""

    actie = forms.ChoiceField(label="Handeling", required=False)
    soort = forms.ChoiceField(label="Soort", required=False)
    wie = forms.ChoiceField(label="Wie", required=False)
    via = forms.ChoiceField(label="Via", required=False, choices=[("", "alles"), *Logregel.Via.choices])
    resultaat = forms.ChoiceField(
        label="Resultaat", required=False, choices=[("", "alles"), *Logregel.Resultaat.choices]
    )
    van = DagField(label="Van", required=False, validators=BESTAAT)
    tot = DagField(label="Tot en met", required=False, validators=BESTAAT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("actie", [("", "alles"), *logboek.actions()])
        self._offer("soort", [("", "alles"), *logboek.kinds()])
        self._offer("wie", [("", "iedereen"), (logboek.NOBODY, "niemand"), *logboek.actors()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        van, tot = found.get("van"), found.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste.")
        return found

    def filter(self) -> logboek.LogFilter:
        return logboek.LogFilter(**self.cleaned_data)


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = _code("Code")


class ConfirmForm(forms.Form):
    """Who one is, again: by password."""

    wachtwoord = _password("Wachtwoord")


class KeyForm(forms.Form):
    """A passkey's answer, filled in by the browser (static/koers/passkey.js)."""

    credential = forms.JSONField(widget=forms.HiddenInput)


class NewKeyForm(KeyForm):
    naam = forms.CharField(
        label="Naam", max_length=60, help_text="Waaraan u deze passkey herkent, zoals het toestel waarop hij staat."
    )
