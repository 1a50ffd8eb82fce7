"""The test suite's settings for a worker process that sends to the test's mail server."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import POST_OFFICE

POST_OFFICE = {**POST_OFFICE, "BACKENDS": {"default": "core.mail.smtp.EmailBackend"}}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["SINK_PORT"])
