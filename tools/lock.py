"""Write requirements/base.txt (to run) and dev.txt (to work on habeas) from pyproject.toml, with hashes.

Only versions that have a wheel are taken, and no address of a registry is written down.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    *("pip", "compile", "--quiet", "--no-header", "--generate-hashes", "--python-version", "3.11"),
    *("--no-emit-index-url", "--no-emit-find-links", "--only-binary", ":all:", "pyproject.toml"),
]
HOST = re.compile(r"\w+://|--(extra-)?index|--find-links")


def main() -> int:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    groups = ["--group", "build", *upgrade]
    compile_lock("requirements/base.txt", groups)
    compile_lock("requirements/dev.txt", [*groups, "--group", "dev", "-c", "requirements/base.txt"])
    print("requirements/base.txt and requirements/dev.txt are written; read the difference before you commit")
    return 0


def compile_lock(path: str, options: list[str]) -> None:
    subprocess.run([sys.executable, "-m", "uv", *COMPILE, *options, "-o", path], cwd=ROOT, check=True)
    if HOST.search((ROOT / path).read_text()):
        sys.exit(f"{path} names a host or an index: it must hold names, versions and hashes only")


if __name__ == "__main__":
    sys.exit(main())
