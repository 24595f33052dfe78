"""What a process may never do again, by the kernel's own means; used by `inspector`, imports nothing of habeas.

Landlock takes the files away, seccomp the system calls, a user namespace the network. Each is tried, and what the
kernel refuses is told: `habeas check --deploy` repeats it. Numbers and structures are those of the kernel's headers
(linux/landlock.h, linux/seccomp.h, asm/unistd.h).
"""

import ctypes
import os
import resource
import struct
from collections.abc import Iterable, Iterator

NO_NEW_PRIVILEGES = 38
NEW_USER, NEW_NET = 0x10000000, 0x40000000
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
VERSION_ONLY, PATH_BENEATH = 1, 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Every right to files that a version of Landlock knows, to be taken away."""
TCP, SIGNALS_AND_SOCKETS = 3, 3
"""From version 4: no binding and connecting; from version 6: no signal and no abstract socket leads outside."""
SECCOMP_FILTER, ALL_THREADS = 1, 1
NOT_ALLOWED, NOT_THERE = 1, 38
OPEN_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
THREAD = 0x10000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENT_AT = 0, 4, 16
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
SECCOMP = {"x86_64": 317, "aarch64": 277}
EVERYWHERE = (424, 425, 426, 427, 428, 429, 430, 432, 434, 438, 452)
"""Signals to and looks into other processes, io_uring, mounts, changed modes: the same number on both machines."""
FORBIDDEN = {
    "x86_64": (
        *(41, 42, 43, 44, 46, 49, 50, 53, 288),  # sockets
        *(57, 58, 59, 322),  # processes and programs
        *(62, 129, 200, 234, 297, 101, 310, 311, 312, 141),  # other processes
        *(76, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 133),  # files, by name
        *(188, 189, 190, 258, 259, 260, 263, 264, 265, 266, 268, 280, 304, 316, 319),
        *(155, 161, 165, 166, 272, 308),  # mounts and namespaces
        *(248, 249, 250, 298, 321, 323, 29, 64, 68, 240),  # keys, probes, shared memory and queues
    ),
    "aarch64": (
        *(198, 199, 200, 201, 202, 203, 206, 211, 242),
        *(221, 281),
        *(129, 130, 131, 138, 240, 117, 270, 271, 272, 140),
        *(5, 6, 7, 33, 34, 35, 36, 37, 38, 45, 52, 53, 54, 55, 88, 265, 276, 279),
        *(39, 40, 41, 51, 97, 268),
        *(217, 218, 219, 241, 280, 282, 180, 186, 190, 194),
    ),
}
OPENING = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
"""Calls that open a file, and which argument says what for."""
CLONE = {"x86_64": 56, "aarch64": 220}
LIMITS_OF_OTHERS = {"x86_64": 302, "aarch64": 261}
NOT_IMPLEMENTED = (435, 437)
"""clone3 and openat2: their arguments lie where a filter cannot look; the C library falls back to the older ones."""

Instruction = tuple[int, int, int, int]


def lock(readable: Iterable[str], files: int) -> dict[str, int]:
    """Give everything up but computing, reading under `readable`, and threads; tells what the kernel granted.

    Without Landlock no file can be opened at all: no more than `files` descriptors are allowed.
    """
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.syscall.restype = ctypes.c_long
    alone = kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    done = {"no_new_privileges": int(alone), "namespace": int(kernel.unshare(NEW_USER | NEW_NET) == 0)}
    done["landlock"] = leave_the_files(kernel, readable)
    if not done["landlock"]:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    done["seccomp"] = int(filter_calls(kernel))
    return done


def leave_the_files(kernel: ctypes.CDLL, readable: Iterable[str]) -> int:
    """Nothing can be opened but for reading under `readable`; returns the version of Landlock, 0 without it."""
    version = int(kernel.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), VERSION_ONLY))
    if version < 1:
        return 0
    rights = FILE_RIGHTS[max(known for known in FILE_RIGHTS if known <= version)]
    wanted = struct.pack("=QQQ", rights, TCP, SIGNALS_AND_SOCKETS)
    wanted = wanted[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = int(kernel.syscall(LANDLOCK_CREATE, wanted, ctypes.c_size_t(len(wanted)), 0))
    if rules < 0:
        return 0
    try:
        for folder in readable:
            _allow_reading(kernel, rules, folder)
        return version if kernel.syscall(LANDLOCK_RESTRICT, rules, 0) == 0 else 0
    finally:
        os.close(rules)


def _allow_reading(kernel: ctypes.CDLL, rules: int, folder: str) -> None:
    try:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", READ_FILE | READ_FOLDER, place)
        kernel.syscall(LANDLOCK_ADD, rules, PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def filter_calls(kernel: ctypes.CDLL) -> bool:
    """Let the kernel refuse the calls that no parser needs; False without seccomp, and on a machine not named here."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return False
    made = [struct.pack("=HBBI", *one) for one in program(machine)]
    body = ctypes.create_string_buffer(b"".join(made))
    told = struct.pack("@HP", len(made), ctypes.addressof(body))
    return int(kernel.syscall(SECCOMP[machine], SECCOMP_FILTER, ALL_THREADS, told)) == 0


def program(machine: str) -> Iterator[Instruction]:
    """The filter as the kernel's little machine reads it: (code, skip if true, skip if false, value)."""
    yield LOAD, 0, 0, ARCHITECTURE_AT
    yield EQUAL, 1, 0, ARCHITECTURES[machine]
    yield RETURN, 0, 0, KILL
    yield LOAD, 0, 0, NUMBER_AT
    if machine == "x86_64":
        yield from ((AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, ERROR | NOT_ALLOWED))
    for number in (*FORBIDDEN[machine], *EVERYWHERE):
        yield from ((EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | NOT_ALLOWED))
    for number in NOT_IMPLEMENTED:
        yield from ((EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | NOT_THERE))
    for number, argument in OPENING[machine]:
        yield from refused_if(number, argument, (ANY_BIT, 0, 1, OPEN_TO_WRITE))
    yield from refused_if(CLONE[machine], 0, (ANY_BIT, 1, 0, THREAD))
    yield from refused_if(LIMITS_OF_OTHERS[machine], 0, (EQUAL, 1, 0, 0))
    yield RETURN, 0, 0, ALLOW


def refused_if(number: int, argument: int, test: Instruction) -> Iterator[Instruction]:
    """The call is refused when `test` leads to the instruction after it, else allowed; other calls pass by."""
    yield EQUAL, 0, 4, number
    yield LOAD, 0, 0, ARGUMENT_AT + 8 * argument
    yield test
    yield RETURN, 0, 0, ERROR | NOT_ALLOWED
    yield RETURN, 0, 0, ALLOW
