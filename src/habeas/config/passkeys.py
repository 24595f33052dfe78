"""A passkey is bound to a domain name: an address that is a bare number cannot have one."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def can_bind_passkeys(url: str) -> bool:
    """True for a domain name over https, and for localhost, which browsers trust without."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or (parts.scheme == "https" and "." in host)
    return False


def is_this_machine(url: str) -> bool:
    """True when the register is served to its own machine alone, as in development."""
    return urlsplit(url).hostname == "localhost"
