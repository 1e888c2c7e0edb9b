"""Signing in: who is asked, how passwords are kept, what wrong tries cost."""

from koers import env
from koers.settings.base import TEST

AUTH_USER_MODEL = "toegang.Gebruiker"
KOERS_BEVOEGDHEID = "koers.eigenaren.bevoegdheid.bevoegdheid_of"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "koers.toegang.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "toegang:sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "toegang:sign_in"
PASSWORD_RESET_TIMEOUT = 60 * 60
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a person may have in hand, beside roles (koers.eigenaren.services.overdracht).
KOERS_WERK = ("projecten.services.overdracht",)

# How long a line of the log is kept.
LOG_MONTHS = env.number("KOERS_LOG_MONTHS", 12, 1200)

# What each app keeps of a person (koers.toegang.persoonsgegevens): for giving it to them, and for erasing.
KOERS_PERSOONSGEGEVENS = (
    "koers.toegang.persoonsgegevens.SOORTEN",
    "koers.eigenaren.persoonsgegevens.SOORTEN",
    "koers.opdrachten.persoonsgegevens.SOORTEN",
    "projecten.persoonsgegevens.SOORTEN",
    "rapportage.persoonsgegevens.SOORTEN",
)

# The mails of the portal: name → what makes its subject and text at the moment of sending (koers.toegang.post).
KOERS_BERICHTEN = {
    "uitnodiging": "koers.toegang.berichten.invite_mail",
    "wachtwoord": "koers.toegang.berichten.password_mail",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "koers.toegang.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "koers.toegang.backends.account_name"
AXES_VERBOSE = False
# Who signed in stands in the log; axes keeps addresses of computers only for as long as it counts wrong tries.
AXES_DISABLE_ACCESS_LOG = True
