"""The web server's settings: gunicorn koers.wsgi:application --config python:koers.web"""

from __future__ import annotations

import gc
from typing import Any

from koers import env
from koers.start import refuse_demo_accounts

bind = env.read("KOERS_WEB_BIND")
workers = env.number("KOERS_WEB_WORKERS", 1, 64)
threads = env.number("KOERS_WEB_THREADS", 1, 64)
worker_class = "gthread"
forwarded_allow_ips = env.read("KOERS_PROXIES")
# A download may take longer than an answer; what builds a document is no business of the web server.
timeout = 60
graceful_timeout = 30
# Bounds on the lines of a request; Django bounds the body.
limit_request_line = 8190
limit_request_fields = 100
# The heartbeat of the processes: in memory, so that it works where the disk may not be written.
worker_tmp_dir = "/dev/shm"  # noqa: S108
loglevel = "warning"
if env.mode() == "production":
    logger_class = "koers.beheer.gunicorn.Logger"


def on_starting(server: Any) -> None:
    """Before anyone can ask something."""
    import django

    django.setup()
    refuse_demo_accounts()


def post_worker_init(worker: Any) -> None:
    """What was loaded stays as long as the process: leave it out of the search for what can be thrown away."""
    gc.collect()
    gc.freeze()
