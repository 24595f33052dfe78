"""Password hashing tuned to about 150 ms on the reference machine (two cores)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one lane, within OWASP's minimum of 19 MiB."""

    time_cost = 3
    memory_cost = 47104
    parallelism = 1
