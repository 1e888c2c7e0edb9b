"""The API: how often one may ask, and how it describes itself."""

from koers import env

# Per minute: a passer-by per address, someone known per person; writing and keys that do not work have less.
KOERS_API_RATES = {"voorbijganger": "120/min", "lezen": "600/min", "schrijven": "120/min", "foute-sleutel": "20/min"}

REST_FRAMEWORK = {
    # Who gets in is decided before any of this, by koers.toegang.middleware.DenyByDefault.
    "DEFAULT_AUTHENTICATION_CLASSES": ["koers.toegang.api.sessie.KeyOrSession"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["koers.toegang.api.remmen.LeesRem", "koers.toegang.api.remmen.SchrijfRem"],
    "DEFAULT_PARSER_CLASSES": ["koers.toegang.api.inhoud.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["koers.toegang.api.inhoud.Renderer"],
    "DEFAULT_FILTER_BACKENDS": ["koers.toegang.api.filters.Backend"],
    "DEFAULT_SCHEMA_CLASS": "koers.toegang.api.schema.Schema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "koers.toegang.api.probleem.handle",
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": 0,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Koers",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "DESCRIPTION": (
        "Projecten, deelname, voortgang, geld en documenten van het programma Twentse Koers. Wat u leest is wat u ook "
        "in het portaal ziet: dezelfde rollen, dezelfde dag. Gepubliceerde documenten, met hun cijfers, zijn openbaar."
    ),
    "CONTACT": {"name": "Programma Twentse Koers", "email": env.read("KOERS_MAIL_FROM"), "url": "/toegankelijkheid/"},
    "SERVERS": [{"url": "/api/v1", "description": "deze installatie"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": ["koers.toegang.api.schema.finish"],
}
