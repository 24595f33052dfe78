"""Settings: everything a host may change is an environment variable HABEAS_*; the rest is the same everywhere."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from habeas.config.database import database_exists, database_settings, role_of
from habeas.config.passkeys import can_bind_passkeys, is_this_machine
from habeas.core.files.uploading import upload_folder
from habeas.core.i18n import languages
from habeas.core.i18n.compiled import ensure_compiled
from habeas.core.vault import keyfile

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
IN_CHECKOUT = (CHECKOUT / "pyproject.toml").exists()


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _choice(name: str, choices: tuple[str, ...], default: str) -> str:
    chosen = os.environ.get(name) or default
    if chosen not in choices:
        raise ValueError(f"{name} is “{chosen}”; it must be one of: {', '.join(choices)}.")
    return chosen


def _folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


DATA = _folder("HABEAS_DATA", CHECKOUT / "var" if IN_CHECKOUT else Path.home() / ".local/share/habeas")
if not _flag("HABEAS_EXPLAINING"):
    DATA.mkdir(parents=True, exist_ok=True)
DATABASE_URL = os.environ.get("HABEAS_DATABASE_URL", "")
DATABASE_OWNER_URL = os.environ.get("HABEAS_DATABASE_OWNER_URL", "")
AS_OWNER = bool(DATABASE_OWNER_URL) and _flag("HABEAS_AS_OWNER")
DATABASES = {"default": database_settings(DATABASE_OWNER_URL if AS_OWNER else DATABASE_URL, DATA)}
DATABASE_ROLE = role_of(DATABASE_URL) if DATABASE_OWNER_URL else ""
KEY_FILE = _folder("HABEAS_KEY_FILE", DATA / "keys" / "habeas.key")
AUDIT_HEAD_FILE = _folder("HABEAS_AUDIT_HEAD", DATA / "audit-head.json")
FILE_STORE = _folder("HABEAS_FILES", DATA / "files")
NAME_INDEXES = DATA / "names"

DEBUG = _flag("HABEAS_DEBUG")
INVENTED = _flag("HABEAS_INVENTED") or (DATA / "INVENTED").exists()
MISSION_NAME = os.environ.get("HABEAS_MISSION", "habeas")
SECRET_KEY = (
    secrets.token_hex()  # the key file is about to be recovered, or help is asked for: nobody is served meanwhile
    if _flag("HABEAS_RECOVERING") or _flag("HABEAS_EXPLAINING")
    else keyfile.make_if_first_start(
        KEY_FILE, database_exists=database_exists(DATABASES["default"])
    ).session_secret
)
FAMILY_DESK = os.environ.get("HABEAS_FAMILY_DESK", "missing-register")  # takes questions of families
FAMILY_CONTACT = os.environ.get(
    "HABEAS_FAMILY_CONTACT", ""
).strip()  # telephone and office, shown to families
SECOND_FACTOR = _choice(  # off where data are invented: a demo is tried with a password alone
    "HABEAS_SECOND_FACTOR", ("powerful", "everybody", "off"), "off" if INVENTED else "powerful"
)
SITE_URL = os.environ.get("HABEAS_URL", "http://localhost:8000")
ALLOWED_HOSTS = os.environ.get("HABEAS_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_FAILURE_VIEW = "habeas.core.error_pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
SECURE = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "habeas.demo",
    "habeas.analysis",
    "habeas.recommendations",
    "habeas.missing",
    "habeas.monitoring",
    "habeas.coordination",
    "habeas.mandate",
    "habeas.people",
    "habeas.places",
    "habeas.retention",
    "allauth.usersessions",  # before habeas.access, which takes the place of its receivers
    "habeas.access",
    "habeas.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if not name.startswith("habeas.") or (PACKAGE / name[7:] / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "habeas.access.middleware.confidential_middleware",
    "habeas.access.middleware.preferences_middleware",
    "habeas.access.middleware.actor_middleware",
    "habeas.access.demanding.Door",
    "habeas.places.middleware.place_names_middleware",
    "allauth.account.middleware.AccountMiddleware",
    "habeas.access.middleware.activity_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "habeas.core.middleware.problem_middleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "habeas.config.urls"
WSGI_APPLICATION = "habeas.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "habeas.core.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

FORM_RENDERER = "habeas.core.renderer.QuickRenderer"
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["habeas.access.hashers.TunedArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

CACHES = {"default": {"BACKEND": "habeas.access.shared_cache.SharedCache"}}  # every process counts the same

ACCOUNT_ADAPTER = "habeas.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,8/900s/key,40/d/key",  # key: an account whose second factor is guessed at
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HABEAS_PROXIES", "0"))
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
PASSKEYS = _flag("HABEAS_PASSKEYS", True) and can_bind_passkeys(SITE_URL)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if PASSKEYS else [])]
MFA_PASSKEY_LOGIN_ENABLED = PASSKEYS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = is_this_machine(SITE_URL)  # a browser calls its own machine secure
MFA_FORMS = {
    "add_webauthn": "habeas.access.passkeys.AddPasskey",
    "login_webauthn": "habeas.access.passkeys.SignInByPasskey",
    "authenticate_webauthn": "habeas.access.passkeys.SecondFactorByPasskey",
    "reauthenticate_webauthn": "habeas.access.passkeys.ConfirmByPasskey",
}
MFA_TOTP_ISSUER = "habeas"
MFA_ADAPTER = "habeas.access.adapters.SecondFactorAdapter"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a name alone would be a weapon against its owner
AXES_HANDLER = "habeas.access.lockout.Doorkeeper"
AXES_USERNAME_CALLABLE = "habeas.access.lockout.name_asked"
SIGN_IN_LIMITS = {
    "name": 40,
    "address": 80,
}  # of failures in a quarter of an hour, where the name is not known
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else whoever goes on guessing locks for ever
AXES_RESET_ON_SUCCESS = False  # else an own sign-in would forgive guesses at another name
AXES_LOCKOUT_CALLABLE = "habeas.access.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "habeas.access.lockout.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_ENABLE_ADMIN = False

EXPORT_BULK_ROWS = int(os.environ.get("HABEAS_EXPORT_BULK_ROWS", "500"))
EXPORT_DAILY_ROWS = int(os.environ.get("HABEAS_EXPORT_DAILY_ROWS", "20000"))
EXPORT_DAILY_NUMBER = int(os.environ.get("HABEAS_EXPORT_DAILY_NUMBER", "20"))

SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "habeas.access.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and _flag("HABEAS_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("HABEAS_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

TASKS = {
    "default": {
        "BACKEND": os.environ.get("HABEAS_TASKS", "django_tasks_db.DatabaseBackend"),
        "QUEUES": [],
    }
}

LANGUAGE_CODE = languages.LANGUAGE_CODE
LANGUAGES = languages.LANGUAGES
LOCALE_PATHS = languages.LOCALE_PATHS
FORMAT_MODULE_PATH = languages.FORMAT_MODULE_PATH
ensure_compiled()
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = os.environ.get("HABEAS_TIME_ZONE", "Europe/Belgrade")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not DEBUG and not _flag("HABEAS_TEST"):
    STORAGES["staticfiles"] = {"BACKEND": "habeas.core.fingerprints.FingerprintedStorage"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = upload_folder()
FILE_UPLOAD_HANDLERS = [
    "habeas.core.files.uploading.SizeGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
EMAIL_BACKEND = os.environ.get("HABEAS_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_names": {"()": "habeas.config.logs.WithoutNames"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_names"]}
    },
    "root": {"handlers": ["console"], "level": os.environ.get("HABEAS_LOG_LEVEL", "WARNING")},
    "loggers": {"axes": {"level": "ERROR"}},
}
