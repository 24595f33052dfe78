"""Password hashing tuned to about 150 ms on the reference machine (two cores)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 52 MiB, two passes and one lane (at least 19 MiB with two passes is advised)."""

    time_cost = 2
    memory_cost = 53248
    parallelism = 1
