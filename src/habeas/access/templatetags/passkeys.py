"""What a page tells the browser about passkeys, as an attribute: nothing stands inline."""

import json
from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """JSON for a data attribute; the template escapes it."""
    return json.dumps(value)


@register.simple_tag
def passkeys_possible() -> bool:
    """True when this register has a domain name, to which a passkey can be bound."""
    return bool(settings.PASSKEYS)
