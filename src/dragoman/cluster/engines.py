"""Who does the work of a run: processes of this machine, or the workers of a Dask cluster.

An engine is given jobs and gives back what came of each, in any order. Nothing else is asked of it: what a job may do
and when its result counts is the same for every engine (``run.py``).
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from queue import Queue
from threading import Event, Lock, Thread
from types import FrameType
from typing import Any, Protocol, TypeVar

from dragoman.cluster.folder import NO_CLUSTER
from dragoman.model.problems import DragomanError
from dragoman.workers import end_with_parent

J = TypeVar("J")
R = TypeVar("R")
_AHEAD = 2  # jobs for each thread of a cluster that are handed out at a time


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a job gave no result."""

    reason: str
    ours: bool = False  # no lost worker and no lost file, but what the user must mend: it would happen to every job


class Engine(Protocol):
    """Does jobs."""

    def run(self, task: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Fault]]:
        """Each job with what the task gave for it, or why it gave nothing, as they are done.

        Jobs are taken as workers are free for them.
        """

    def close(self) -> None:
        """End its processes."""


class Pool:
    """Processes of this machine. One that is lost costs its own job and is started anew."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._lanes = [_Lane() for _ in range(workers)]

    def run(self, task: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Fault]]:
        """See ``Engine``."""
        source, lock, over = iter(jobs), Lock(), Event()
        done: Queue[tuple[J, R | Fault] | None] = Queue(maxsize=self.workers)

        def work(lane: _Lane) -> None:
            while not over.is_set():
                with lock:
                    job = next(source, None)
                if job is None:
                    break
                done.put((job, lane.do(task, job)))
            done.put(None)

        for lane in self._lanes:
            Thread(target=work, args=(lane,), daemon=True).start()
        try:
            ended = 0
            while ended < self.workers:
                item = done.get()
                if item is None:
                    ended += 1
                else:
                    yield item
        finally:
            over.set()

    def close(self) -> None:
        for lane in self._lanes:
            lane.close()


class _Lane:
    """One process, and another in its place when it is lost."""

    def __init__(self) -> None:
        self._pool = self._started()
        self._at_work = False

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)

    def do(self, task: Callable[[Any], R], job: Any) -> R | Fault:
        self._at_work = True
        try:
            return self._pool.submit(task, job).result()
        except BrokenProcessPool:
            self._pool = self._started()
            return Fault("the worker was lost")
        except Exception as fault:
            return _fault(fault)
        finally:
            self._at_work = False

    def close(self) -> None:
        if self._at_work:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()  # out of its job: see ``_end``
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that hands out the jobs
    signal.signal(signal.SIGTERM, _end)
    Thread(target=end_with_parent, daemon=True).start()


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(1)  # out of the job, so that the process closes what it has opened


class Dask:
    """The workers of a Dask cluster: one that runs, by the address of its scheduler, or one on this machine."""

    def __init__(self, scheduler: str | None = None, workers: int = 1) -> None:
        """Raises DragomanError if Dask is not installed or the scheduler does not answer."""
        try:
            import dask
            import distributed
        except ImportError as fault:
            raise DragomanError(NO_CLUSTER) from fault
        # Workers start a process of their own to code in, which a daemon may not.
        dask.config.set({"distributed.worker.daemon": False})
        self._library: Any = distributed
        self._cluster: Any = None
        try:
            if scheduler is None:
                self._cluster = self._library.LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    memory_limit=0,
                    dashboard_address=None,
                    silence_logs=50,
                )
            self._client: Any = self._library.Client(self._cluster or scheduler, set_as_default=False)
        except OSError as fault:
            raise DragomanError(f"no Dask scheduler at {scheduler}: {fault}") from fault

    def run(self, task: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Fault]]:
        """See ``Engine``. Dask itself gives the job of a lost worker to another, three times."""
        source = iter(jobs)
        given: dict[str, J] = {}
        waiting = self._library.as_completed(loop=self._client.loop)

        def hand_out() -> None:
            room = _AHEAD * max(1, sum(self._client.nthreads().values())) - len(given)
            for _, job in zip(range(room), source, strict=False):
                future = self._client.submit(task, job, pure=False)
                given[future.key] = job
                waiting.add(future)

        hand_out()
        for future in waiting:
            job = given.pop(future.key)
            fault = future.exception()
            if isinstance(fault, self._library.KilledWorker):
                yield job, Fault("workers were lost")
            elif fault is not None:
                yield job, _fault(fault)
            else:
                yield job, future.result()
            future.release()
            hand_out()

    def close(self) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _fault(fault: BaseException) -> Fault:
    ours = isinstance(fault, DragomanError)
    return Fault(str(fault) if ours else f"{type(fault).__name__}: {fault}", ours)
