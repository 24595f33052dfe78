"""People who sign in, the roles there are, and who holds which role where and when."""

from __future__ import annotations

import hmac
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import CAPABILITIES, VERB_LABELS, CompartmentKind
from habeas.access.models.organisations import Dated, Organisation, Unit, dates_in_order
from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.i18n.labels import pick_label
from habeas.core.i18n.languages import LANGUAGES
from habeas.core.ids import new_id
from habeas.core.packs.models import Packed
from habeas.core.records import Reference
from habeas.core.vault.datakeys import ring


class UserManager(BaseUserManager["User"]):
    """Creates accounts; pages and commands call `access.actions.create_user`."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: Any) -> User:
        user: User = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        found: User = self.get(username__iexact=username)
        return found


class User(AbstractBaseUser):
    """An account. What it may do follows from appointments and grants, never from the account itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    full_name = models.CharField(_("full name"), max_length=150)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("account made"), default=timezone.now)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=LANGUAGES)
    place_order = models.CharField(
        _("order of place names"),
        max_length=6,
        default="sq-sr",
        choices=[("sq-sr", _("Albanian first")), ("sr-sq", _("Serbian first"))],
    )
    place_script = models.CharField(
        _("script of Serbian place names"),
        max_length=4,
        default="Latn",
        choices=[("Latn", _("Latin")), ("Cyrl", _("Cyrillic"))],
    )
    theme = models.CharField(
        _("colours"),
        max_length=5,
        default="auto",
        choices=[("auto", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
    )
    invented = models.BooleanField(_("invented"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password: what is hashed is bound to this account and to the key file."""
        super().set_password(None if raw_password is None else self.bound(raw_password))
        self._password = raw_password

    def check_password(self, raw_password: str) -> bool:
        """True for the password of this account; a hash that lay in another row, or was made elsewhere, fits none."""

        def renew(_bound: str) -> None:
            self.set_password(raw_password)
            self._password = None
            self.save(update_fields=["password"])

        return check_password(self.bound(raw_password), self.password, renew)

    def bound(self, raw: str) -> str:
        """What is hashed instead of a password: only this account and this key file give it."""
        message = f"habeas password|{self.pk}|{raw}".encode()
        return hmac.digest(ring.index_key(ROOT_COMPARTMENT), message, "sha256").hex()

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.username


class Role(Packed):
    """What a function may do: the verbs it can be granted, and its capabilities. Data of the pack, not code.

    `reaches` names the kinds of compartments in which its verbs count.
    """

    audit_values = ("code", "verbs", "capabilities", "reaches", "bars_case_data")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label_en = models.CharField(max_length=100)
    label_sq = models.CharField(max_length=100, blank=True)
    label_sr = models.CharField(max_length=100, blank=True)
    verbs = models.CharField(_("verbs"), max_length=100, blank=True, help_text=_("Separated by spaces."))
    capabilities = models.CharField(_("capabilities"), max_length=300, blank=True)
    reaches = models.CharField(_("kinds of compartments"), max_length=60, default="case", blank=True)
    bars_case_data = models.BooleanField(_("never sees case data"), default=False)

    class Meta(Packed.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["code"]

    def __str__(self) -> str:
        return pick_label(self)

    @property
    def verb_labels(self) -> str:
        """The verbs in the reader's words."""
        return ", ".join(str(VERB_LABELS[verb]) for verb in self.verbs.split())

    @property
    def capability_labels(self) -> str:
        """The capabilities in the reader's words."""
        return ", ".join(str(CAPABILITIES.get(word, word)) for word in self.capabilities.split())

    @property
    def kind_labels(self) -> str:
        """The kinds of compartments in the reader's words."""
        return ", ".join(str(CompartmentKind(kind).label) for kind in self.reaches.split())

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.reaches.split())

    @property
    def is_case_role(self) -> bool:
        """True when it can be granted something on compartments of cases."""
        return bool(self.verbs) and CompartmentKind.CASE in self.kinds and not self.bars_case_data

    @property
    def is_security_role(self) -> bool:
        """True when it belongs to the security side, which is kept apart from cases."""
        return CompartmentKind.SECURITY in self.kinds

    @property
    def verb_set(self) -> frozenset[str]:
        return frozenset(self.verbs.split())

    @property
    def capability_set(self) -> frozenset[str]:
        return frozenset(self.capabilities.split())


class Appointment(Dated, Reference):
    """One person holding one role in one unit or organisation; several at the same time are usual.

    While it `waits_for_owner`, grants to the unit do not reach its holder.
    """

    audit_values = (
        "user_id",
        "role_id",
        "organisation_id",
        "unit_id",
        "valid_from",
        "valid_to",
        "ended_at",
        "waits_for_owner",
    )

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.ForeignKey(Role, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="appointments")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    waits_for_owner = models.BooleanField(_("waits for an owner"), default=False)

    class Meta(Reference.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["valid_from"]
        constraints = [dates_in_order("access_appointment_dates")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"

    def is_active(self, day: date) -> bool:
        """True when it is valid on the day and was not ended."""
        return self.ended_at is None and self.valid_on(day)

    def overlaps(self, other_from: date | None, other_to: date | None) -> bool:
        """True when it holds on any day between the two (an open end is open)."""
        if self.ended_at is not None:
            return False
        begins_late = self.valid_from and other_to and self.valid_from > other_to
        ends_early = self.valid_to and other_from and self.valid_to < other_from
        return not (begins_late or ends_early)
