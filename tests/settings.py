"""The portal's own settings in test mode, with a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

os.environ["KOERS_MODE"] = "test"
if "KOERS_DATA" not in os.environ or not os.environ["KOERS_DATA"].startswith(tempfile.gettempdir()):
    os.environ["KOERS_DATA"] = tempfile.mkdtemp(prefix="koers-test-")
    atexit.register(shutil.rmtree, os.environ["KOERS_DATA"], ignore_errors=True)
# Playwright runs an event loop in the thread that also uses the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from koers.settings import *  # noqa: F403

# A suite asks more in a minute than anyone may; the bounds have tests of their own.
KOERS_API_RATES = dict.fromkeys(KOERS_API_RATES, "1000000/min")  # noqa: F405
