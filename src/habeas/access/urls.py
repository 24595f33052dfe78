"""Addresses of access."""

from typing import Any

app_name = "access"
urlpatterns: list[Any] = []
