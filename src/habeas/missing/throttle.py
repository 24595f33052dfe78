"""Tries of the public pages: limited by network, and by number at one network, known numbers or not.

A number is never limited as a whole: whoever learns it could then shut its family out by trying it. Guessing stays
hopeless without that, as a passphrase has 49 random bits and each try costs a slow hash.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from habeas.access.lockout import client_address
from habeas.core.actors import Actor
from habeas.missing.actions import count_tries
from habeas.missing.queries.enquiries import plain_code

MOST_BY_NETWORK, MOST_BY_CODE = 40, 10
HOUSEHOLD = 64
"""The bits of an IPv6 address that name its network; the rest is its reader's to choose."""


def too_many(actor: Actor, request: Any, door: str, code: str = "") -> bool:
    """Count one try; True when there were too many within a quarter of an hour.

    What a network tries after it was stopped is not counted on for the number.
    """
    network = network_of(client_address(request))
    limits = [(f"families:{door}:network:{network}", MOST_BY_NETWORK)]
    if code:
        limits.append((f"families:{door}:code:{plain_code(code)}:{network}", MOST_BY_CODE))
    return bool(count_tries(actor, None, limits=limits))


def network_of(address: str) -> str:
    """What counts as one reader: an IPv4 address, or the network of an IPv6 one; what is no address, as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, HOUSEHOLD), strict=False))
    return str(found)
