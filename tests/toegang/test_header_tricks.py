"""What a request says about itself is not believed: not where the portal lives, not which method it is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from koers.lib import klok
from koers.toegang.models import Gebruiker, Mailbericht
from koers.toegang.post import deliver

pytestmark = pytest.mark.django_db

HOME, EVIL = "koers.twente.example", "kwaad.example"
LIES = {
    "x-forwarded-host": EVIL,
    "x-host": EVIL,
    "x-forwarded-server": EVIL,
    "x-original-host": EVIL,
    "x-original-url": f"https://{EVIL}/",
    "x-rewrite-url": f"https://{EVIL}/",
    "forwarded": f"for=192.0.2.1;host={EVIL};proto=https",
    "x-forwarded-port": "8443",
    "x-forwarded-prefix": f"//{EVIL}",
    "x-forwarded-proto": "gopher",
}


@pytest.fixture(autouse=True)
def _one_host(settings):
    settings.ALLOWED_HOSTS = [HOME]


@pytest.fixture
def noor(nu) -> Gebruiker:
    gebruiker = Gebruiker(email="noor@koers.example", naam="Noor Nieuw", since=nu)
    gebruiker.set_unusable_password()
    gebruiker.save()
    return gebruiker


def ask(client: Client, path: str, data: dict[str, str], host: str = HOME, **headers: str):
    return client.post(path, data, headers={"host": host, **headers}, secure=True)


@pytest.fixture
def doors(as_user, bea, tom, noor):
    """The two requests that put a link in a mail."""
    return {
        "reset": (Client(), "/wachtwoord/vergeten/", {"email": tom.email}),
        "invitation": (as_user(bea), f"/mensen/{noor.pk}/uitnodigen/", {}),
    }


@pytest.mark.parametrize("door", ["reset", "invitation"])
@pytest.mark.parametrize("lie", LIES)
def test_the_link_in_a_mail_leads_home_whatever_a_header_says(doors, door, lie, mailoutbox):
    assert ask(*doors[door], **{lie: LIES[lie]}).status_code == 302
    deliver(now=klok.now)
    links = re.findall(r"\S*://\S+", mailoutbox[-1].body)
    assert links
    assert all(link.startswith(f"https://{HOME}/") for link in links)
    assert EVIL not in mailoutbox[-1].body


@pytest.mark.parametrize("door", ["reset", "invitation"])
@pytest.mark.parametrize("host", [EVIL, f"{HOME}.{EVIL}", f"{HOME}@{EVIL}", f"{EVIL}#{HOME}", f"x.{HOME}", "", "a b"])
def test_another_host_is_refused_and_no_mail_is_written(doors, door, host):
    assert ask(*doors[door], host=host).status_code == 400
    assert not Mailbericht.objects.exists()


METHODS = ("DELETE", "PUT", "PATCH", "POST", "GET")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_in_a_header_is_not_a_method(as_user, bea, tom, header, method):
    browser = as_user(bea)
    known = {"headers": {"host": HOME, header: method}, "secure": True}
    close = f"/mensen/{tom.pk}/afsluiten/"
    got, posted = browser.get("/afmelden/", **known), browser.post("/mensen/", {}, **known)
    assert (got.status_code, posted.status_code) == (405, 405)
    browser.get(close, **known)
    assert Gebruiker.objects.get(pk=tom.pk).is_active
    assert browser.get("/mensen/", headers={"host": HOME}, secure=True).status_code == 200, "still signed in"


@pytest.mark.parametrize("method", METHODS)
def test_a_method_in_a_field_or_an_address_is_not_a_method(as_user, bea, tom, method):
    browser = as_user(bea)
    known = {"headers": {"host": HOME}, "secure": True}
    assert browser.get(f"/afmelden/?_method={method}", **known).status_code == 405
    assert browser.post("/mensen/", {"_method": method}, **known).status_code == 405
    browser.get(f"/mensen/{tom.pk}/afsluiten/?_method={method}", **known)
    assert Gebruiker.objects.get(pk=tom.pk).is_active
