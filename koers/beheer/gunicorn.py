"""What gunicorn itself says (a worker that starts, ends or hangs), in the same lines.

`gunicorn --logger-class koers.beheer.gunicorn.Logger`
"""

from __future__ import annotations

from gunicorn import glogging
from gunicorn.config import Config

from koers.beheer.logregels import SafeJson


class Logger(glogging.Logger):
    """Gunicorn's own, written as JSON."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(SafeJson())
