"""The four locales of the interface, for the settings; importing this needs no configured Django."""

from pathlib import Path

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
]
LOCALE_DIRECTORY = Path(__file__).resolve().parents[2] / "locale"
LOCALE_PATHS = [LOCALE_DIRECTORY]
FORMAT_MODULE_PATH = "habeas.core.i18n.formats"

TRANSLATED_LOCALES = ("sq", "sr")
DERIVED_LOCALES = {"sr_Latn": "sr"}
CATALOGUE_LOCALES = (*TRANSLATED_LOCALES, *DERIVED_LOCALES)


def catalogue_path(locale: str, directory: Path = LOCALE_DIRECTORY) -> Path:
    """Where the messages of a locale stand: `<directory>/sr_Latn/LC_MESSAGES/django.po`."""
    return directory / locale / "LC_MESSAGES" / "django.po"
