"""What all processes of a server remember together for some minutes: counts of attempts, codes used once."""

from __future__ import annotations

from django.db import models


class Remembered(models.Model):
    """One value of the shared cache: the key as a digest, the value as JSON, gone when it expires."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
