"""The settings of the tests: a data folder of their own, a quick password hasher, a shelf of test models."""

import os
import tempfile

os.environ.setdefault("HABEAS_TEST", "1")
os.environ["HABEAS_DATA"] = tempfile.mkdtemp(prefix="habeas-test-")
os.environ.setdefault("HABEAS_TASKS", "django_tasks.backends.immediate.ImmediateBackend")

from habeas.config.settings import *  # noqa: E402, F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.shelf"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIGRATION_MODULES = {"shelf": None}
if not os.environ.get("HABEAS_DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  one for each parallel run
SECOND_FACTOR = "off"  # tests of it switch it on
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
EXPORT_DAILY_NUMBER = 1000  # the matrix exports every list; tests of the measure set their own
