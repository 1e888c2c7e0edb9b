"""What is cleared every hour: sessions that are over, and tries that count no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from koers.lib import klok
from koers.toegang import drempel
from koers.toegang.models import Drempel
from koers.toegang.tasks import tidy

pytestmark = pytest.mark.django_db


def test_a_session_that_is_over_goes_from_both_lists_and_the_others_stay(as_user, tom, rik):
    over, gone, alive = as_user(tom), as_user(rik), as_user(tom)
    UserSession.objects.update(created_at=klok.now() - timedelta(hours=13))
    Session.objects.filter(pk=over.session.session_key).update(expire_date=klok.now() - timedelta(seconds=1))
    Session.objects.filter(pk=gone.session.session_key).delete()
    tidy()
    assert list(Session.objects.values_list("pk", flat=True)) == [alive.session.session_key]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [alive.session.session_key]
    assert alive.get("/account/").status_code == 200


def test_one_that_just_began_is_left_alone(tom):
    UserSession.objects.create(user=tom, session_key="onderweg", ip="127.0.0.0", user_agent="")
    tidy()
    assert UserSession.objects.filter(session_key="onderweg").exists()


def test_tries_of_a_day_ago_go_and_a_known_place_stays_until_its_time_is_over(rf):
    now = klok.now()
    old, known, fresh = (drempel.deur(rf.get("/", REMOTE_ADDR=f"192.0.2.{n}"), "aanmelden", f"{n}@x") for n in range(3))
    for plek, ago in ((old, 25), (known, 25), (fresh, 23)):
        drempel.begin(plek, now=now - timedelta(hours=ago))
    drempel.succeed(known, now=now - timedelta(hours=25))
    tidy()
    left = set(Drempel.objects.values_list("sleutel", flat=True))
    assert left == {known.eigen, *(sleutel for sleutel, _ in fresh.tellers)}
    Drempel.objects.filter(sleutel=known.eigen).update(bekend_tot=now - timedelta(days=1))
    tidy()
    assert known.eigen not in set(Drempel.objects.values_list("sleutel", flat=True))


def test_beat_sends_it_every_hour_to_a_task_that_exists():
    entry = settings.CELERY_BEAT_SCHEDULE["opruimen"]
    assert entry["task"] == tidy.name
    assert (entry["schedule"].minute, len(entry["schedule"].hour)) == ({50}, 24)
