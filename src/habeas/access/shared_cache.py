"""The cache of the server in its database, so that every process counts the same attempts and knows the same codes.

Django's own cache in the database keeps pickles, which run as code when whoever can write to the database puts them
there; this one keeps JSON, under the digest of a key that may hold a name or an address.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils import timezone

A_LONG_TIME = timedelta(days=365)


class SharedCache(BaseCache):
    """A cache for small values that JSON can hold; `add` is won by exactly one caller."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        row = self._live().filter(key=self._digest(key, version)).values_list("value").first()
        return default if row is None else json.loads(row[0])

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._forget_expired()
        told = {"value": json.dumps(value), "expires_at": self._expiry(timeout)}
        self._rows().update_or_create(key=self._digest(key, version), defaults=told)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._forget_expired()
        told = {"value": json.dumps(value), "expires_at": self._expiry(timeout)}
        try:
            with transaction.atomic():
                self._rows().create(key=self._digest(key, version), **told)
        except IntegrityError:
            return False
        return True

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        mine = self._live().filter(key=self._digest(key, version))
        return bool(mine.update(expires_at=self._expiry(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._rows().filter(key=self._digest(key, version)).delete()[0])

    def clear(self) -> None:
        self._rows().all().delete()

    def _digest(self, key: Any, version: int | None) -> str:
        return hashlib.sha256(str(self.make_key(key, version)).encode()).hexdigest()

    def _expiry(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        if seconds is None:
            return timezone.now() + A_LONG_TIME
        return datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())

    def _forget_expired(self) -> None:
        self._rows().filter(expires_at__lte=timezone.now()).delete()

    def _live(self) -> Any:
        return self._rows().filter(expires_at__gt=timezone.now())

    @staticmethod
    def _rows() -> Any:
        from habeas.access.models import Remembered  # a cache is made before the models are

        return Remembered.objects
