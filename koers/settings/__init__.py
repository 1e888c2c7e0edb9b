"""Settings of the portal, a page per subject. Everything that differs between installations comes from koers.env."""

from koers.settings.api import *  # noqa: F403
from koers.settings.base import *  # noqa: F403
from koers.settings.browser import *  # noqa: F403
from koers.settings.logs import *  # noqa: F403
from koers.settings.people import *  # noqa: F403
from koers.settings.production import *  # noqa: F403
from koers.settings.queue import *  # noqa: F403
