"""Every role of the pack has an account in the demo."""

import pytest

from habeas.access.models import User
from habeas.core.actors import system_actor
from habeas.demo.people import ACCOUNTS, PASSWORD, share_password


def test_every_role_has_an_account(kosovo, db):
    from habeas.access.models import Role

    wanted = set(Role.objects.values_list("code", flat=True)) - {
        "programme_officer",
        "political_adviser",
        "security_chief",
    }
    assert {account.role for account in ACCOUNTS} == wanted


@pytest.mark.parametrize("hasher", ["habeas.access.hashers.TunedArgon2Hasher", None])
def test_everybody_signs_in_with_the_password_that_is_printed(db, settings, hasher):
    if hasher:
        settings.PASSWORD_HASHERS = [hasher]
    users = [User.objects.create_user(name, full_name=name) for name in ("first", "second", "third")]
    users[0].set_password(PASSWORD)
    users[0].save()
    share_password(system_actor("make the demo"), None, users=users)
    for user in User.objects.all():
        assert user.check_password(PASSWORD) and not user.check_password("another")
    assert len({user.password for user in User.objects.all()}) == 3
