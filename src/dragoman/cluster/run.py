"""A run: every shard of a plan coded once, whatever becomes of workers, or of the run itself.

The contract, whichever engine does the work:

- A shard is done when ``done/SHARD.json`` is there; only then do its rows count.
- Workers write into ``_work`` alone. What a worker hands in is taken over by the one process that leads the run: the
  files of a shard's first result are renamed into the folders of the tables, then the shard is marked done.
- A run that is begun again reads the plan, passes over what is done and goes on with the pieces of what is not.

So a worker that is lost, comes back, or codes a shard that another has coded meanwhile changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import msgspec

from dragoman.cluster import plan as plans
from dragoman.cluster.coding import Coded, Job, code_shard
from dragoman.cluster.engines import Engine, Fault
from dragoman.cluster.folder import Folder
from dragoman.cluster.pieces import WORK, Pieces
from dragoman.cluster.plan import Order, Plan, Shard, Source, cut_source, shard_name, sources
from dragoman.cluster.tables import FAILURES, NAMES, tables
from dragoman.model.problems import DragomanError, Failure
from dragoman.reading import Part

TRIES = 5  # of a shard, without a piece of it being finished meanwhile
_DONE = "done"


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard that is done."""

    shard: int
    rows: dict[str, int]

    @property
    def articles(self) -> int:
        return self.rows["documents"]

    @property
    def failures(self) -> int:
        return self.rows[FAILURES]


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A shard that could not be finished; a run that is begun again tries it once more."""

    shard: Shard
    reason: str


def begin(folder: Folder, order: Order, engine: Engine) -> Plan:
    """The plan of a run: the one that is there, or a new one, for which every input is looked through.

    Raises DragomanError if the folder holds a run of another order.
    """
    found = plans.load(folder)
    if found is not None:
        plans.same_order(folder, found, order)
        return found
    files = list(sources(order.inputs))
    cut: dict[Source, list[Part] | Failure] = {}
    for (source, _), parts in engine.run(_cut, [(one, order.shard) for one in files if isinstance(one, Source)]):
        cut[source] = Failure(address=source.shown, reason=parts.reason) if isinstance(parts, Fault) else parts
    shards: list[Shard] = []
    failures: list[Failure] = []
    for file in files:
        found_in = file if isinstance(file, Failure) else cut[file]
        if isinstance(file, Source) and not isinstance(found_in, Failure):
            shards += [Shard(number, file, part) for number, part in enumerate(found_in, len(shards))]
        elif isinstance(found_in, Failure):
            failures.append(found_in)
    made = Plan(order=order, shards=tuple(shards), failures=tuple(failures))
    if failures:
        _write_failures(folder, failures)
    plans.save(folder, made)
    return made


def _cut(given: tuple[Source, int]) -> list[Part] | Failure:
    return cut_source(*given)


def code(folder: Folder, plan: Plan, engine: Engine) -> Iterator[Finished | GivenUp]:
    """Code the shards that are not done; each as it is finished, or given up.

    Raises DragomanError where workers cannot code at all: another version is installed there, say.
    """
    left = {finished.shard for finished in done(folder)}
    jobs = [Job(folder, plan.order, shard) for shard in plan.shards if shard.number not in left]
    tries: dict[int, int] = {}
    reached: dict[int, int] = {}
    while jobs:
        again: list[Job] = []
        for job, outcome in engine.run(code_shard, jobs):
            number = job.shard.number
            if isinstance(outcome, Coded):
                yield _take_over(folder, number, outcome)
                continue
            if outcome.ours:
                raise DragomanError(outcome.reason)
            before, now = reached.get(number, 0), Pieces(folder, job.shard.name).done()
            reached[number] = now
            tries[number] = 1 if now > before else tries.get(number, 0) + 1
            if tries[number] < TRIES:
                again.append(job)
            else:
                yield GivenUp(job.shard, f"{outcome.reason}; tried {TRIES} times behind its article {now}")
        jobs = again
    if len(done(folder)) == len(plan.shards):
        folder.remove(WORK)


def _take_over(folder: Folder, number: int, coded: Coded) -> Finished:
    """Make the files of a coded shard those of the run."""
    name = shard_name(number)
    for table in NAMES:
        folder.move(f"{coded.waiting}/{table}.parquet", f"{table}/{name}.parquet")
    finished = Finished(number, coded.rows)
    folder.write(f"{_DONE}/{name}.json", msgspec.json.encode(finished))
    folder.remove(f"{WORK}/{name}")
    return finished


def done(folder: Folder) -> list[Finished]:
    """The shards that are done, in their order."""
    found = []
    for name in folder.names(_DONE):
        content = folder.read(f"{_DONE}/{name}")
        assert content is not None
        found.append(msgspec.json.decode(content, type=Finished))
    return found


def whole(folder: Folder) -> Plan:
    """The plan of a run whose shards are all done.

    Raises DragomanError where there is no run, or it has not ended.
    """
    found = plans.load(folder)
    if found is None:
        raise DragomanError(f"{folder.where} holds no run; 'dragoman cluster run' makes one")
    missing = len(found.shards) - len(done(folder))
    if missing:
        raise DragomanError(
            f"{folder.where}: {missing:,} of {len(found.shards):,} shards are not coded yet; "
            "give the same 'dragoman cluster run' again"
        )
    return found


def _write_failures(folder: Folder, failures: list[Failure]) -> None:
    """Put inputs that cannot be read at all among the dead letters."""
    from pyarrow import parquet

    sink = BytesIO()
    parquet.write_table(tables(-1, (), [(one, 1) for one in failures])[FAILURES], sink)
    folder.write(f"{FAILURES}/inputs.parquet", sink.getvalue())
