"""Every role of the pack has an account in the demo."""

from habeas.demo.people import ACCOUNTS


def test_every_role_has_an_account(kosovo):
    from habeas.access.models import Role

    wanted = set(Role.objects.values_list("code", flat=True)) - {
        "programme_officer",
        "political_adviser",
        "security_chief",
    }
    assert {account.role for account in ACCOUNTS} == wanted
