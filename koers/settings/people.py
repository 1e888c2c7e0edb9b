"""Signing in: who is asked, how passwords are kept, what wrong tries cost."""

from koers import env
from koers.settings.base import PRODUCTION, TEST

AUTH_USER_MODEL = "toegang.Gebruiker"
KOERS_BEVOEGDHEID = "koers.eigenaren.bevoegdheid.bevoegdheid_of"
AUTHENTICATION_BACKENDS = ["koers.toegang.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "koers.toegang.wachtwoord.GuessableValidator"},
]
LOGIN_URL = "toegang:sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "toegang:sign_in"
PASSWORD_RESET_TIMEOUT = 60 * 60
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a person may have in hand, beside roles (koers.eigenaren.services.overdracht).
KOERS_WERK = ("projecten.services.overdracht",)
# What stands at a project on a higher floor, told before it merges or splits (projecten.selectors.gevolgen).
KOERS_BIJ_PROJECT = ("financien.selectors.bijproject",)

# How long a line of the log is kept.
LOG_MONTHS = env.number("KOERS_LOG_MONTHS", 12, 1200)

# What each app keeps of a person (koers.toegang.persoonsgegevens): for giving it to them, and for erasing.
KOERS_PERSOONSGEGEVENS = (
    "koers.toegang.persoonsgegevens.SOORTEN",
    "koers.eigenaren.persoonsgegevens.SOORTEN",
    "koers.opdrachten.persoonsgegevens.SOORTEN",
    "projecten.persoonsgegevens.SOORTEN",
    "financien.persoonsgegevens.SOORTEN",
    "rapportage.persoonsgegevens.SOORTEN",
)

# The mails of the portal: name → what makes its subject and text at the moment of sending (koers.toegang.post).
KOERS_BERICHTEN = {
    "uitnodiging": "koers.toegang.berichten.invite_mail",
    "wachtwoord": "koers.toegang.berichten.password_mail",
    "tweede-stap": "koers.toegang.berichten.factor_mail",
    "herinnering": "projecten.berichten.reminder_mail",
    "heropend": "projecten.berichten.reopened_mail",
    "extra-vraag": "projecten.berichten.question_mail",
}

# Those that one can turn off on the account page: name → label and explanation. Mails about signing in are not here.
KOERS_MAILKEUZES = {
    "herinnering": ("Herinneringen", "Als een ronde opengaat, een paar dagen voor het einde, en als iets te laat is."),
    "heropend": ("Heropende voortgang", "Als de programmamanager een tekst van u weer openzet, met de reden."),
    "extra-vraag": ("Extra vragen", "Als u naast de voortgang iets wordt gevraagd, zodra de vraag is gesteld."),
}
# Days before the last day in time on which people are reminded.
KOERS_HERINNER_VOORAF = env.number("KOERS_REMIND_DAYS", 1, 60)
# Where the portal lives, for links in mails that no page asked for.
KOERS_ADRES = env.address("KOERS_ADDRESS", f"http://{env.read('KOERS_WEB_BIND')}" if not PRODUCTION else "")

# django-allauth: the flow of signing in, second factors, organisations, sessions. docs/decisions: "Sign-in by allauth".
ACCOUNT_ADAPTER = "koers.toegang.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = None
# Seconds in which a person who gave a password or code need not give it again before a dangerous act.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Tries are counted in the database (koers.toegang.drempel), for all processes together.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "koers.toegang.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Koers"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Who has no second factor sets one up before anything else.
KOERS_SECOND_FACTOR = PRODUCTION
SOCIALACCOUNT_ADAPTER = "koers.toegang.organisaties.OrganisatieAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
