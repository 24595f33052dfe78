"""What allauth asks of us: no open sign-up, nothing that reveals whether an account exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators only."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
