"""What the database says about itself: the list of loads, and how far each change has come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from graph.model.errors import StoreBusy, StoreTooNew
from graph.model.words import say
from graph.store.base import FORMAT, Load
from graph.store.loads import live_layers
from graph.store.neo4j import cypher
from graph.store.neo4j.server import ManagedTransaction, Server, Transaction

TRIES = 50  # to read the state between two flips


@dataclass(frozen=True, slots=True)
class State:
    """Of one moment. All numbers but the revision and the last load's count attempts to change
    something.
    """

    format: int
    revision: int
    version: int  # what readers see
    reserved: int  # the number of the latest attempt
    clean: int  # nothing is left over of the attempts up to here
    settled: int  # the versions up to here are swept and dressed
    swept: int  # claims that died up to here may be gone
    loads: tuple[Load, ...]  # by number
    last: int  # the number of the latest load that ever was

    @property
    def unsettled(self) -> bool:
        return self.settled < self.version or self.clean < self.reserved

    def order(self) -> dict[tuple[str, str, int], int]:
        """(dataset, part, layer) → the load that is live there."""
        return {
            (dataset, part, layer): load
            for dataset in {load.dataset for load in self.loads}
            for part, layers in live_layers(self.loads, dataset).items()
            for layer, load in layers.items()
        }

    def marked(self) -> list[Load]:
        """The loads by number, each with whether readers see any of it."""
        live = set(self.order().values())
        return [replace(load, live=load.id in live) for load in self.loads]


def read_state(transaction: ManagedTransaction | Transaction) -> State | None:
    """The store's state; None where there is no store yet. Raises StoreTooNew."""
    for _ in range(TRIES):
        record = transaction.run(cypher.STATE).single()
        if record is None:
            return None
        store = record["store"]
        if store["format"] > FORMAT:
            raise StoreTooNew(
                say(
                    "Update the program: this Neo4j database was written by a later version of the "
                    "program (format {version}; this one reads up to {newest}).",
                    version=store["format"],
                    newest=FORMAT,
                )
            )
        if record["before"] == store["version"]:
            loads = tuple(sorted(map(load_from, record["loads"]), key=lambda load: load.id))
            numbers = {f.name: store[f.name] for f in fields(State) if f.name in store}
            return State(**(numbers | {"loads": loads, "last": store["loads"]}))
    raise StoreBusy(say("Try again when the load is done: the store changes too fast to be read."))


def expect_state(server: Server) -> State:
    """The state of a store that is known to be there."""
    state = server.read(read_state)
    if state is None:
        raise StoreBusy(say("Open the store again: somebody else has emptied it."))
    return state


def load_from(properties: Mapping[str, Any]) -> Load:
    """A load as it was kept in the database."""
    return Load(
        dataset=properties["dataset"],
        loader=properties["loader"],
        files=tuple(properties["files"]),
        digest=properties["digest"],
        append=properties["append"],
        at=datetime.fromisoformat(properties["at"]),
        id=properties["id"],
        undone=properties["undone"],
        counts=json.loads(properties["counts"]),
        about=json.loads(properties["about"]),
        parts=tuple(properties["parts"]),
    )


def load_properties(load: Load) -> dict[str, Any]:
    """A load as properties: the reverse of `load_from`."""
    return {
        "dataset": load.dataset,
        "loader": load.loader,
        "files": list(load.files),
        "digest": load.digest,
        "append": load.append,
        "at": load.at.isoformat(),
        "id": load.id,
        "undone": load.undone,
        "counts": json.dumps(dict(load.counts)),
        "about": json.dumps(dict(load.about)),
        "parts": list(load.parts),
    }
