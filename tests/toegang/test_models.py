import pytest
from django.db import IntegrityError

from koers.toegang.models import Gebruiker, Logregel


@pytest.mark.django_db
def test_two_accounts_on_one_address_are_refused_by_the_database_whatever_the_capitals():
    Gebruiker.objects.create_user("Tom@Koers.example", naam="Tom")
    with pytest.raises(IntegrityError):
        Gebruiker.objects.create(email="tom@koers.example", naam="Tom twee")


@pytest.mark.django_db
def test_an_address_with_capitals_cannot_get_past_the_database():
    with pytest.raises(IntegrityError):
        Gebruiker.objects.create(email="Tom@koers.example", naam="Tom")


@pytest.mark.django_db
def test_a_line_of_the_log_is_never_deleted(nu):
    regel = Logregel.objects.create(moment=nu, actie="x:y", zin="Iets gebeurde.")
    with pytest.raises(TypeError):
        regel.delete()
