"""What a cluster costs: `python -m tests.bench_cluster` measures the scheduler with trivial tasks, and a submission's way through it."""

import tempfile
import time
from pathlib import Path

from distributed import Client, wait

from autograder.assignment import load_assignment
from autograder.batch import grade_class, on_this_machine
from autograder.cluster.sessions import on_cluster
from autograder.run_folder import open_run
from tests.small_assignment import RIGHT, write_small_assignment, write_submission
from tests.test_cluster import Processes

TRIVIAL, SUBMISSIONS, WORKERS = 10_000, 40, 2


def main() -> None:
    """Print three figures."""
    with tempfile.TemporaryDirectory() as scratch:
        cluster = Processes(Path(scratch))
        try:
            for _ in range(WORKERS):
                cluster.add_worker("CPU=1")
            with Client(cluster.address, timeout=300) as client:
                client.wait_for_workers(WORKERS, timeout=300)
                print(f"{TRIVIAL} trivial tasks that want one CPU, {WORKERS} workers: {_trivial(client):.0f} a second")
            _submissions(cluster.address, Path(scratch))
        finally:
            cluster.close()


def _trivial(client: Client) -> float:
    began = time.monotonic()
    wait(client.map(int, range(TRIVIAL), pure=False, resources={"CPU": 1}))
    return TRIVIAL / (time.monotonic() - began)


def _submissions(address: str, folder: Path) -> None:
    numbers = load_assignment(write_small_assignment(folder), folder / "solutions")
    folders = [write_submission(folder / "class" / f"s{number}", RIGHT) for number in range(SUBMISSIONS)]
    with on_cluster(address, numbers, "cpu") as cluster, on_this_machine(numbers, 1, isolated=True) as here:
        for name, opened in (("the cluster", cluster.open), ("this machine", here)):
            # Workers import TensorFlow once.
            first = open_run(folder / f"first on {name}", numbers.name, "cpu", 1)
            list(grade_class(first, folders[: 2 * WORKERS], numbers, WORKERS, opened=opened))
            run = open_run(folder / name, numbers.name, "cpu", 1)
            began = time.monotonic()
            records = list(grade_class(run, folders, numbers, WORKERS, opened=opened))
            assert {record.score for record in records} == {5}
            seconds = (time.monotonic() - began) / SUBMISSIONS
            print(f"{SUBMISSIONS} submissions of a trivial assignment on {name}: {1000 * seconds:.0f} ms each")


if __name__ == "__main__":
    main()
