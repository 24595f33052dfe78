"""The few settings that templates need, for pages rendered without the rest of the project."""

SECRET_KEY = "only for pages rendered in tests"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx", "habeas.core"]
STATIC_URL = "/static/"
ROOT_URLCONF = "tests.core.pages.ui_urls"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("sq", "Albanian"), ("sr", "Serbian"), ("sr-latn", "Serbian Latin")]
USE_TZ = True
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]
