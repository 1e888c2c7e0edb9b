"""People who can sign in, and the log of what was done, in sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Finds people by e-mail address, whatever the capitals."""

    def get_by_natural_key(self, email: str | None) -> Gebruiker:
        return self.get(email=(email or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Gebruiker:
        gebruiker = self.model(email=email.strip().lower(), **fields)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker


class Gebruiker(AbstractBaseUser):
    """A person: name and address, nothing more. What they may do hangs on an aanstelling, never on this row."""

    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    naam = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_demo = models.BooleanField("bestaat alleen in de demo", default=False)
    since = models.DateTimeField("sinds", null=True)
    gewist_op = models.DateTimeField(
        "gewist op", null=True, blank=True, help_text="since when name and address are a pseudonym"
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]

    objects: ClassVar[GebruikerManager] = GebruikerManager()

    class Meta:
        ordering = ["naam", "email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="gebruiker_email_klein"),
            models.CheckConstraint(condition=~models.Q(naam=""), name="gebruiker_heeft_naam"),
        ]

    def __str__(self) -> str:
        return self.naam

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    @property
    def voornaam(self) -> str:
        return self.naam.split()[0]


class Logregel(models.Model):
    """One thing that was done: action, object, result, origin, actor and time, with a sentence for people."""

    class Resultaat(models.TextChoices):
        GELUKT = "gelukt", "gelukt"
        GEWEIGERD = "geweigerd", "geweigerd"

    class Via(models.TextChoices):
        PORTAAL = "portaal", "portaal"
        OPDRACHTREGEL = "opdrachtregel", "opdrachtregel"
        WERKER = "werker", "werker"
        API = "api", "API"

    moment = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="logregels")
    actie = models.CharField(max_length=60, db_index=True)
    zin = models.CharField(max_length=500)
    object_soort = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    resultaat = models.CharField(max_length=10, choices=Resultaat.choices, default=Resultaat.GELUKT)
    via = models.CharField(max_length=15, choices=Via.choices, default=Via.PORTAAL)

    class Meta:
        ordering = ["-moment", "-id"]
        indexes = [models.Index(fields=["object_soort", "object_id"])]

    def __str__(self) -> str:
        return self.zin

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a line of the log is never deleted")


class Logvrijgave(models.Model):
    """While this row stands, lines of the log can be changed and deleted; it never outlives a transaction.

    Written by `koers.toegang.bewaren.opened_log` only. The triggers of the log (migration 0004) look for it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    reden = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="logvrijgave_een_rij")]

    def __str__(self) -> str:
        return self.reden


class SleutelQuerySet(models.QuerySet["Sleutel"]):
    def usable(self, now: datetime) -> Self:
        """Keys that still open something at that moment."""
        return self.filter(ingetrokken_op__isnull=True, verloopt_op__gt=now)

    def feeds(self, gebruiker: Gebruiker, now: datetime) -> Self:
        """The secret addresses of this person's calendar that work at that moment."""
        return self.usable(now).filter(gebruiker=gebruiker, bereik=Sleutel.Bereik.AGENDA)


class Sleutel(models.Model):
    """A personal key to the API or to a calendar feed: what its owner may that day, within its scope, until it ends.

    The key itself is shown once; kept are the part by which it is found and the SHA-256 of the whole.
    """

    class Bereik(models.TextChoices):
        LEZEN = "lezen", "alleen lezen"
        VOORTGANG = "voortgang", "lezen, en voortgang schrijven en indienen"
        AGENDA = "agenda", "alleen uw agenda, als adres"

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="sleutels")
    naam = models.CharField(max_length=60)
    bereik = models.CharField(max_length=12, choices=Bereik.choices, default=Bereik.LEZEN)
    voorvoegsel = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64)
    gemaakt_op = models.DateTimeField()
    verloopt_op = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    gebruikt_op = models.DateTimeField(null=True, blank=True, help_text="to the hour")

    objects = SleutelQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "naam"],
                condition=models.Q(ingetrokken_op__isnull=True),
                name="sleutel_naam_een_keer",
            ),
            models.CheckConstraint(condition=~models.Q(naam=""), name="sleutel_heeft_naam"),
            models.CheckConstraint(
                condition=models.Q(verloopt_op__gt=models.F("gemaakt_op")), name="sleutel_einde_na_begin"
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def may_write(self) -> bool:
        return self.bereik == self.Bereik.VOORTGANG


class Uitnodiging(models.Model):
    """The way in for a person who was invited: one use, seven days. Only a digest of the key is kept.

    The key is made when the mail leaves (a new one each time), so that it stands nowhere but in that mail.
    """

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="uitnodigingen")
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    gemaakt_op = models.DateTimeField()
    sleutel_hash = models.CharField(max_length=64, blank=True, db_index=True)
    verloopt_op = models.DateTimeField(null=True)
    gebruikt_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-gemaakt_op", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker"],
                condition=models.Q(gebruikt_op__isnull=True, ingetrokken_op__isnull=True),
                name="uitnodiging_een_open_per_persoon",
            ),
            models.CheckConstraint(
                condition=models.Q(gebruikt_op__isnull=True) | models.Q(ingetrokken_op__isnull=True),
                name="uitnodiging_gebruikt_of_ingetrokken",
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging van {self.gebruiker}"


class Mailbericht(models.Model):
    """A mail to be sent: to whom and what about. Its text is made at the moment of sending, and kept nowhere."""

    class Staat(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "wordt verstuurd"
        VERZONDEN = "verzonden", "verstuurd"
        MISLUKT = "mislukt", "niet verstuurd"
        ONZEKER = "onzeker", "onzeker"

    aan = models.ForeignKey(Gebruiker, models.PROTECT, related_name="mailberichten")
    soort = models.CharField(max_length=40, help_text="which text: a name in KOERS_BERICHTEN")
    argumenten = models.JSONField(default=dict)
    sleutel = models.CharField(max_length=120, null=True, unique=True, help_text="what may be told only once")
    staat = models.CharField(max_length=10, choices=Staat.choices, default=Staat.WACHT)
    poging = models.PositiveSmallIntegerField(default=0)
    niet_voor = models.DateTimeField(help_text="when it may be tried")
    lease_tot = models.DateTimeField(null=True)
    aangeboden_op = models.DateTimeField(null=True, help_text="when the mail server was first given the mail")
    gevraagd_op = models.DateTimeField()
    verzonden_op = models.DateTimeField(null=True)
    reden = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-gevraagd_op", "-id"]
        indexes = [models.Index(fields=["staat", "niet_voor"])]

    def __str__(self) -> str:
        return f"{self.soort} aan {self.aan}"


class Mailkeuze(models.Model):
    """A kind of mail (KOERS_MAILKEUZES) that a person turned off; without a row they get it."""

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="mailkeuzes")
    soort = models.CharField(max_length=40)

    class Meta:
        ordering = ["gebruiker", "soort"]
        constraints = [models.UniqueConstraint(fields=["gebruiker", "soort"], name="mailkeuze_een_keer")]

    def __str__(self) -> str:
        return f"{self.gebruiker} wil geen {self.soort}"


class Drempel(models.Model):
    """How often something was tried in vain at one door (`koers.toegang.drempel`). Names no one: the key is a hash."""

    sleutel = models.CharField(max_length=64, unique=True)
    aantal = models.PositiveIntegerField(default=0)
    laatst = models.DateTimeField(db_index=True)
    dicht_tot = models.DateTimeField(null=True)
    bekend_tot = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.aantal} keer"


class Aanmelddienst(models.Model):
    """Where the people of one organisation sign in, by OpenID Connect. Its secret stands in the environment only."""

    slug = models.SlugField(max_length=60, unique=True)
    naam = models.CharField("organisatie", max_length=120)
    issuer = models.URLField("uitgever", max_length=300)
    client_id = models.CharField(max_length=200)
    geheim_variabele = models.CharField(max_length=100)
    is_open = models.BooleanField("in gebruik", default=True)

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam
