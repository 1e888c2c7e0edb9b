"""Two editors, two tabs, a double click, the back button and the same form again, over real HTTP.

Nothing is overwritten in silence, and there is one record.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from requests.cookies import remove_cookie_by_name

from tests.faults.installatie import Installatie
from tests.faults.mens import Antwoord, Mens, typed
from tests.faults.schrijvers import Schrijver

SIZES = [pytest.param("klein"), pytest.param("groot", marks=pytest.mark.faults)]
both_sizes = pytest.mark.parametrize("installatie", SIZES, indirect=True)


def at_once(*acts: Callable[[], Antwoord]) -> list[Antwoord]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(act) for act in acts]]


def texts(installatie: Installatie, rubriek: int) -> list[str]:
    return [
        tekst
        for (tekst,) in installatie.rows(f"""SELECT b.tekst FROM projecten_bericht b
        JOIN projecten_voortgang v ON v.id = b.voortgang_id JOIN projecten_rubriek r ON r.id = v.rubriek_id
        JOIN projecten_ronde o ON o.id = v.ronde_id
        WHERE r.slug = 'rubriek-{rubriek}' AND o.jaar = 2027 ORDER BY b.volgorde""")
    ]


@both_sizes
def test_two_people_and_two_tabs_and_a_double_click(installatie, vertel, request):
    installatie.start_web()
    rik, ria, tab = Mens(installatie, "rik"), Mens(installatie, "ria"), Mens(installatie, "rik")
    kept = lost = doubled = 0

    # Two people begin the same entry at the same moment: one is kept, the other gets both texts.
    (path, of_rik), (_, of_ria) = rik.write(1, "Van Rik, als eerste."), ria.write(1, "Van Ria, als eerste.")
    answers = at_once(lambda: rik.post(path, of_rik), lambda: ria.post(path, of_ria))
    assert sorted(answer.status for answer in answers) == [302, 409]
    refused = next(answer for answer in answers if answer.status == 409)
    assert all(tekst in refused.tekst for tekst in ("Van Rik, als eerste.", "Van Ria, als eerste."))
    kept, doubled = kept + 1, doubled + len(texts(installatie, 1)) - 1

    # One person, two tabs of the same version: the second does not overwrite the first.
    (path, first), (_, second) = rik.write(1, "Uit het ene tabblad."), tab.write(1, "Uit het andere tabblad.")
    assert rik.post(path, first).is_done
    assert tab.post(path, second).status == 409
    assert texts(installatie, 1) == ["Uit het ene tabblad."]
    kept += 1

    # The button pressed five times at once, of an entry that was not there yet: one record, one line in the log.
    path, fields = rik.write(2, "Vijf keer geklikt.")
    answers = at_once(*[lambda: rik.click().post(path, fields)] * 5)
    assert [answer.status for answer in answers] == [302] * 5
    entry = Schrijver(installatie, 2)
    assert (texts(installatie, 2), entry.versie(), entry.log_lines()) == (["Vijf keer geklikt."], 1, 1)
    kept += 1

    # Back, and the old form again: the same words change nothing, older words do not overwrite newer ones.
    newer = typed(rik.get(path).fields(), "Daarna verbeterd.")
    assert rik.post(path, newer).is_done
    assert rik.post(path, newer).is_done
    assert rik.post(path, fields).status == 409
    assert (texts(installatie, 2), entry.versie(), entry.versies()) == (["Daarna verbeterd."], 2, [2])
    assert entry.log_lines() == 1, "two saves of one person within half an hour are one version and one line"
    kept += 1

    soort = request.node.callspec.params["installatie"]
    vertel(f"two editors, two tabs, double click, back, {soort}", bevestigd=kept, aanwezig=kept - lost, dubbel=doubled)


@both_sizes
def test_document_asked_for_five_times_at_once_is_one_opdracht(installatie, vertel, request):
    installatie.start_web()
    rik = Mens(installatie, "rik")
    fields = rik.get("/documenten/").fields() | {"soort": "kwartaalupdate", "periode": "2026-Q1"}
    answers = at_once(*[lambda: rik.click().post("/documenten/maken/", fields)] * 5)
    there = installatie.value("SELECT count(*) FROM opdrachten_opdracht")
    soort = request.node.callspec.params["installatie"]
    vertel(f"a document asked for five times at once, {soort}", bevestigd=5, aanwezig=there, dubbel=there - 1)
    assert {answer.status for answer in answers} == {302}
    assert len({answer.naar for answer in answers}) == 1
    assert there == 1


def test_session_ends_in_mid_entry_and_the_text_is_still_there_after_signing_in(klein, vertel):
    klein.start_web(workers=1)
    rik = Mens(klein, "rik")
    path, fields = rik.write(3, "Een uur aan geschreven.")
    remove_cookie_by_name(rik.web.cookies, "sessionid")
    out = rik.post(path, fields)
    assert out.status == 401
    assert "Een uur aan geschreven." in out.tekst
    assert texts(klein, 3) == []
    remove_cookie_by_name(rik.web.cookies, "sessionid")
    rik.web.cookies.set("sessionid", klein.sessions["rik"])
    assert rik.post(path, out.fields()).is_done
    vertel("session ended in mid-entry", bevestigd=1, aanwezig=len(texts(klein, 3)), dubbel=0, verder="sent again")
    assert texts(klein, 3) == ["Een uur aan geschreven."]
