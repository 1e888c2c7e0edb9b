"""The queue and its workers."""

from celery.schedules import crontab
from kombu import Exchange, Queue

from koers import env
from koers.settings.base import DATA_DIR, TIME_ZONE

# Why each of these: docs/architectuur.md, "The queue".
QUEUE_DIR = DATA_DIR / "wachtrij"
CELERY_BROKER_URL = env.read("CELERY_BROKER_URL") or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(QUEUE_DIR / "in"),
        "data_folder_out": str(QUEUE_DIR / "in"),
        "control_folder": str(QUEUE_DIR / "control"),
    }
    if CELERY_BROKER_URL.startswith("filesystem:")
    else {"visibility_timeout": 1800, "unacked_restore_interval": 10, "unacked_restore_throttle": 1}
)
# What a page waits for is never held up by a document that takes minutes. A worker that is not told otherwise (-Q)
# works both.
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in ("pages", "documents")]
CELERY_TASK_DEFAULT_QUEUE = "pages"
CELERY_TASK_ROUTES = {"rapportage.tasks.*": {"queue": "documents"}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 540, 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 700_000
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "opdrachten-sweep": {"task": "koers.opdrachten.tasks.sweep", "schedule": 30.0},
    "post": {"task": "koers.toegang.tasks.deliver", "schedule": 60.0},
    "herinneringen": {"task": "projecten.tasks.remind", "schedule": crontab(hour="7", minute="15")},
    "opruimen": {"task": "koers.toegang.tasks.tidy", "schedule": crontab(minute="50")},
    "bewijs": {"task": "projecten.tasks.sweep_bewijs", "schedule": crontab(hour="3", minute="40")},
    "bewaartermijn": {"task": "koers.toegang.tasks.prune", "schedule": crontab(hour="3", minute="30")},
}
# The schedule is in the code and keeps no state: what must happen once a day is set by the clock (crontab).
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
