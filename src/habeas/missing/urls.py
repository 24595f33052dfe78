"""Addresses of the register of the missing."""

from typing import Any

app_name = "missing"
urlpatterns: list[Any] = []
