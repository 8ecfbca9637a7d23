"""The worker's side of the sandbox: a forked process puts itself and all that it starts into namespaces of their own.

Linux only. The warm server runs in Bubblewrap, which shows it a read-only system without anything that is an
instructor's (`autograder.worker.sandbox`). Each worker adds, before student code is there: a process namespace in which it
is process 1, so that its end is the end of everything it started; no network; a scratch folder of bounded size; no privileges.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path

# Where things are inside the sandbox; Bubblewrap makes the folders.
SCRATCH, SHARED_MEMORY, PUBLIC = Path("/scratch"), Path("/dev/shm"), Path("/assignment")

_NEW_NAMESPACES = (
    0x10000000 | 0x20000 | 0x20000000 | 0x40000000 | 0x8000000 | 0x4000000
)  # user, mount, pid, net, ipc, uts
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _REMOUNT, _BIND = 1, 2, 4, 8, 32, 4096
_SET_DUMPABLE, _DROP_BOUNDING, _NO_NEW_PRIVILEGES, _LAST_CAPABILITY = 4, 24, 38, 63
_CAPABILITY_VERSION = 0x20080522
_MOST_FILES = 100_000
# TensorFlow starts a few threads for each core. Thousands of forked processes stall a machine before anybody can count and kill them.
_MOST_THREADS = 128 + 16 * (os.cpu_count() or 1)
_RESERVED_NUMBERS = 300  # which no process gets once the numbers have been used up and begin again
_PUBLIC_BYTES = 64 << 20


class IsolationError(OSError):
    """A step of the isolation failed; student code must not run."""


def hide_from_children() -> None:
    """Make this process one that no other can trace or read the memory of."""
    _call("prctl", _SET_DUMPABLE, 0, 0, 0, 0)


def fork_isolated() -> int:
    """Fork a worker that is process 1 of its own namespaces.

    To be called in a process that has one thread and was forked for this; that process keeps nothing to do but to end.

    Returns:
        0 in the worker, which must call `settle` before anything else; its process id in the caller.
    """
    user, group = os.geteuid(), os.getegid()
    _call("unshare", _NEW_NAMESPACES)
    # A process that is not dumpable does not own its own files in /proc.
    _call("prctl", _SET_DUMPABLE, 1, 0, 0, 0)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return os.fork()


def settle(scratch_mb: int, threads: int, public_files: dict[str, str], on_gpu: bool = False) -> None:
    """Close the sandbox from within: called by the worker before any student code.

    Args:
        scratch_mb: size of the scratch folder, which is also home, temporary and shared-memory folder.
        threads: how many processes and threads together may exist, where the kernel can count them for this sandbox alone.
        public_files: text of the files that lie beside the probe, by name.
        on_gpu: whether CUDA must work.
    """
    _mount("tmpfs", SCRATCH, "tmpfs", _NO_SETUID | _NO_DEVICES, f"size={scratch_mb}m,nr_inodes={_MOST_FILES},mode=0700")
    # One bound for both: a file in shared memory fills the same folder.
    _mount(SCRATCH, SHARED_MEMORY, None, _BIND)
    _mount("tmpfs", PUBLIC, "tmpfs", _NO_SETUID | _NO_DEVICES, f"size={_PUBLIC_BYTES},mode=0755")
    for name, text in public_files.items():
        (PUBLIC / name).write_text(text, encoding="utf-8")
    _mount("none", PUBLIC, None, _REMOUNT | _BIND | _READ_ONLY | _NO_SETUID | _NO_DEVICES)
    # No namespace within this one, in which student code would have privileges again.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    _limit_threads(threads)
    _mount_proc(names_threads=on_gpu)
    _drop_privileges()
    os.chdir(SCRATCH)


def _mount_proc(names_threads: bool) -> None:
    """Show this namespace's processes; read-only, because root's own /proc/sys would obey root in here as well.

    CUDA writes the names of its threads below /proc/self, and gives up (error 304) where it cannot. For it all entries but those of
    processes are made read-only one by one.
    """
    proc, harmless = Path("/proc"), _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS
    _mount("proc", proc, "proc", harmless if names_threads else harmless | _READ_ONLY)
    if names_threads:
        for entry in proc.iterdir():
            if not entry.name.isdigit() and not entry.is_symlink():
                _mount(entry, entry, None, _BIND)
                _mount("none", entry, None, _REMOUNT | _BIND | _READ_ONLY | harmless)


def kernel_version() -> tuple[int, ...]:
    """Return major and minor version of the running Linux."""
    return tuple(map(int, os.uname().release.split("-")[0].split(".")[:2]))


def _limit_threads(threads: int) -> None:
    kernel, most = kernel_version(), min(threads, _MOST_THREADS)
    # Older kernels count all processes of the user, inside and outside, and would stop the innocent.
    if kernel >= (5, 14):
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    # The system's own root is above that limit, but not above the numbers that its namespace has. In older kernels all share them.
    if kernel >= (6, 14):
        Path("/proc/sys/kernel/pid_max").write_text(str(_RESERVED_NUMBERS + most))


def _drop_privileges() -> None:
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            _call("prctl", _DROP_BOUNDING, capability, 0, 0, 0)
        except IsolationError:
            break  # the kernel knows no more
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _mount(source: str | Path, target: Path, kind: str | None, flags: int, options: str = "") -> None:
    texts = (str(source).encode(), str(target).encode(), kind.encode() if kind else None)
    _call("mount", *texts, ctypes.c_ulong(flags), options.encode() or None)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise IsolationError(code, f"{name}{arguments[:2]}: {os.strerror(code)}")


def main() -> None:
    """Try everything once: exit code 0 where a worker can be isolated, else a sentence on standard output."""
    hide_from_children()
    middle = os.fork()
    if middle == 0:
        code = 1
        try:
            worker = fork_isolated()
            if worker == 0:
                settle(16, 100, {})
                code = 0
            else:
                code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
        except OSError as error:
            sys.stdout.write(f"{error.strerror or error}\n")
            sys.stdout.flush()
        finally:
            os._exit(code)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(middle, 0)[1]))


if __name__ == "__main__":
    main()
