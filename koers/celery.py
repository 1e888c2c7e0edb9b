"""The queue: workers build documents, the sweep finds jobs again that lost their worker."""

from importlib import import_module
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import after_task_publish, beat_init, heartbeat_sent, worker_init

from koers import env
from koers.start import refuse_demo_accounts, settings_or_stop

settings_or_stop()

app = Celery("koers")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def begin_worker(sender: Any, **kwargs: Any) -> None:
    """What takes seconds to load is loaded before the first document is asked for, once for all its processes."""
    refuse_demo_accounts()
    if "documents" in sender.app.amqp.queues.consume_from:
        import_module("weasyprint")


@heartbeat_sent.connect
def touch_heartbeat(**kwargs: Any) -> None:
    """Of a worker, every few seconds for as long as the broker hears it; of beat, at every message it sent."""
    if path := env.read("KOERS_HEARTBEAT"):
        Path(path).touch()


@beat_init.connect
def begin_beat(**kwargs: Any) -> None:
    refuse_demo_accounts()
    touch_heartbeat()
    after_task_publish.connect(touch_heartbeat)


@app.on_after_configure.connect
def make_folders(sender: Celery, **kwargs: Any) -> None:
    """A queue that is a folder: kombu takes for granted that it is there."""
    if sender.conf.broker_url.startswith("filesystem:"):
        options = sender.conf.broker_transport_options
        for name in ("data_folder_in", "control_folder"):
            Path(options[name]).mkdir(parents=True, exist_ok=True)
