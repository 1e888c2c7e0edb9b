"""The queue: workers build documents, the sweep finds jobs again that lost their worker."""

import os
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings")

app = Celery("koers")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_folders(sender: Celery, **kwargs: Any) -> None:
    """A queue that is a folder: kombu takes for granted that it is there."""
    if sender.conf.broker_url.startswith("filesystem:"):
        options = sender.conf.broker_transport_options
        for name in ("data_folder_in", "control_folder"):
            Path(options[name]).mkdir(parents=True, exist_ok=True)
