"""The store keeps ciphertext, and notices every change."""

from uuid import uuid4

import pytest

from habeas.core.files import store

KEY = bytes(range(32))
BODY = b"the canary sings " * 50_000  # 850 kB: four chunks


@pytest.fixture
def kept():
    file_id = uuid4()
    return file_id, store.keep(iter([BODY[:100], BODY[100:]]), KEY, file_id)


def read(kept, key=KEY, file_id=None):
    return b"".join(store.read(kept[1].location, key, file_id or kept[0]))


@pytest.mark.parametrize("size", [0, 1, store.CHUNK - 1, store.CHUNK, store.CHUNK + 1, 2 * store.CHUNK])
def test_what_was_kept_is_read(size):
    file_id, body = uuid4(), bytes(size)
    kept = store.keep(iter([body]), KEY, file_id)
    assert (read((file_id, kept)), kept.size) == (body, size)


def test_on_disk_there_is_ciphertext_under_a_random_name(kept, file_store):
    found = [path for path in file_store.rglob("*") if path.is_file()]
    assert [path.relative_to(file_store).as_posix() for path in found] == [kept[1].location]
    assert b"canary" not in found[0].read_bytes()
    assert found[0].stat().st_mode & 0o077 == 0


def test_the_digest_is_that_of_the_plain_bytes(kept):
    import hashlib

    assert kept[1].sha256 == hashlib.sha256(BODY).hexdigest()


def test_every_change_is_noticed(kept):
    path = store.path_of(kept[1].location)
    whole = path.read_bytes()
    sealed = store.CHUNK + store.TAG
    first, second, rest = whole[8 : 8 + sealed], whole[8 + sealed : 8 + 2 * sealed], whole[8 + 2 * sealed :]
    changes = {
        "cut inside a chunk": whole[:-1],
        "cut between chunks": whole[:8] + first + second,
        "cut to nothing": whole[:8],
        "no header": whole[:4],
        "empty": b"",
        "swapped": whole[:8] + second + first + rest,
        "repeated": whole[:8] + first + first + second + rest,
        "left out": whole[:8] + second + rest,
        "longer": whole + b"x",
        "another chunk size": whole[:4] + (1 << 17).to_bytes(4, "big") + whole[8:],
        "absurd chunk size": whole[:4] + b"\xff\xff\xff\xff" + whole[8:],
    }
    for position in (0, 5, 8, 4000, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[position] ^= 1
        changes[f"byte {position}"] = bytes(changed)
    opened = []
    for how, body in changes.items():
        path.write_bytes(body)
        try:
            read(kept)
        except store.StoreError:
            continue
        opened.append(how)
    assert opened == []


def test_another_files_bytes_do_not_open(kept):
    with pytest.raises(store.StoreError):
        read(kept, file_id=uuid4())
    with pytest.raises(store.StoreError):
        read(kept, key=bytes(32))


def test_a_missing_file_is_said(kept):
    store.discard(kept[1].location)
    with pytest.raises(store.StoreError, match="missing from the file store"):
        read(kept)


def test_an_interrupted_write_leaves_nothing(file_store):
    def broken():
        yield b"x" * store.CHUNK * 2
        raise OSError("the line was cut")

    with pytest.raises(OSError, match="line was cut"):
        store.keep(broken(), KEY, uuid4())
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
