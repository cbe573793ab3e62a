"""A View: the store as one audience may see it, as of one date. All that a question sees.

What the audience may not see is gone before anything is counted, ranked, drawn or searched. Claims
of several datasets about one entity are merged here, at reading (merging.py). "These two are the
same" (SAME_AS) maps both to the smallest id of their visible group; nothing in the store is
rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from graph.model import words
from graph.model.closeness import closeness
from graph.model.errors import NotFound
from graph.model.ids import is_kind
from graph.model.inner_ids import inner_ids, without_ids
from graph.model.merging import merge, precedence, turns, unretracted
from graph.model.records import Entity, Origin, Record, Tie
from graph.model.schema import Label
from graph.model.text import search_forms
from graph.model.used import Used
from graph.model.words import say
from graph.store import remembered as memory
from graph.store.base import End, Scope, Store
from graph.store.claims import uncollected
from graph.store.columns import Columns
from graph.store.judgements import Judgements, judgements
from graph.store.namesakes import coded_ids, described
from graph.store.scenario import Changes, Supposed

R = TypeVar("R", Entity, Tie)
T = TypeVar("T")
FEW = 12  # entities whose ties a view keeps
MOST = 300  # entities that a map shows before it says that it was cut


class Neighbourhood(NamedTuple):
    """An ego network; `truncated`: there was more than the limit."""

    entities: list[Entity]
    ties: list[Tie]
    truncated: bool


class View:
    """`audience`: the strictest label that the reader may see. `as_of`: only what was known then.
    `language`: of the moment unless given.

    Not a snapshot: what this process changes is seen by the next call, what another process does
    at the latest by the next view. `question.ask` asks again if a load came in between.
    """

    def __init__(
        self,
        store: Store,
        audience: Label = Label.STRICT,
        as_of: date | None = None,
        used: Used | None = None,
        language: str | None = None,
    ) -> None:
        self.store, self.audience, self.as_of = store, audience, as_of
        self.language = language or words.language()
        self.used = Used() if used is None else used
        self._noted_origin: Origin | None = None
        self._noted_level: Label | None = None
        self._keep_nothing()

    def _keep_nothing(self) -> None:
        self._changes = memory.changes()
        self._judgements: Judgements | None = None
        self._events: dict[str, list[Tie]] = {}  # by case, those that say a stage
        self._ties_of: dict[tuple[Hashable, ...], list[Tie]] = {}
        self._known: dict[str, Entity | None] = {}  # None: not visible

    def at(self, day: date | None) -> View:
        """The same view as of another date; what it gives out counts as used here too."""
        return View(self.store, self.audience, day, self.used, self.language)

    def with_(self, changes: Changes) -> View:
        """The same view of what would be with these changes; nothing is stored."""
        store = Supposed(self.store, changes)
        return View(store, self.audience, self.as_of, self.used, self.language)

    def quiet(self) -> View:
        """The same view with an account of its own, for looking at more than is shown: what it
        gives out counts as used there only; who shows some of it says so (`used.add`)."""
        view = View(self.store, self.audience, self.as_of, language=self.language)
        if view._changes == self._changes:
            view._ties_of = self._ties_of  # as read: each notes those of them that it gives out
        return view

    @property
    def today(self) -> date:
        """The date that the view is of."""
        return self.as_of or date.today()

    def remembered(
        self,
        kind: str,
        key: tuple[Hashable, ...],
        read: Callable[[View], T],
        *,
        most: int,
        counts: Callable[[Used], Used] = lambda used: used,
    ) -> T:
        """What `read` made of a view like this one, kept until the store changes
        (`graph.store.remembered`).

        `key`: all that it depends on but the store, the audience, the day and the language;
        `most`: so many things of a `kind` are kept. All that it used counts as used here, whoever
        read it first; `counts` says what of it does.
        """

        def compute() -> tuple[T, Used]:
            quiet = self.quiet()
            with words.speaking(self.language), uncollected():  # it is kept, so it is no garbage
                return read(quiet), quiet.used

        whole = (self.audience, self.as_of, self.language, date.today(), *key)
        value, used = memory.remembered(self.store, kind, whole, compute, most)
        self.used.add(counts(used))
        return value

    # Entities

    def get(self, id: str) -> Entity:
        """The entity, merged from its visible claims. NotFound: this audience sees none."""
        for entity in self.several([id]):
            return entity
        raise NotFound(say("Nothing is known of “{id}”, or this audience may not see it.", id=id))

    def several(self, ids: Iterable[str]) -> list[Entity]:
        """The visible ones among these entities, merged, by id."""
        same = self._judged()
        wanted = {same.get(id, id) for id in ids}
        known = self._known  # many parts of an answer ask for the same few
        if new := wanted - known.keys():
            members = frozenset(member for id in new for member in self.group(id))
            read = self.store.read(replace(self._whole, ids=members, ties=frozenset()))
            visible = {entity.id: entity for entity in self._merged(read)}
            known |= {id: visible.get(id) for id in new}
        return [entity for id in sorted(wanted) if (entity := known[id])]

    def entities(self, *kinds: str) -> list[Entity]:
        """All visible entities of these kinds, merged, by id."""
        scope = replace(self._whole, kinds=frozenset(kinds), ties=frozenset())
        return list(self._merged(self.store.read(scope)))

    def claims(self, id: str) -> list[Entity]:
        """What each dataset says of an entity, most reliable first; then what its events say."""
        scope = replace(self._whole, ids=frozenset(self.group(id)), ties=frozenset())
        visible = self._open(self.store.read(scope))
        claims = [self._noted(claim) for claim in sorted(visible, key=precedence)]
        first = self._judged().get(id, id)
        return claims + self._turns({first: claims}).get(first, [])

    def find(self, text: str, *kinds: str, most: int = 20) -> list[Entity]:
        """Entities that a text names: exact, then beginning, then whole words, then part; by id.

        No corpus statistics: what the audience may not see moves nothing.
        """
        if not text.strip():
            return []
        scope = replace(self._whole, kinds=frozenset(kinds) if kinds else None, ties=frozenset())
        claims = sorted(self.store.candidates(text, scope), key=lambda claim: claim.id)
        whole = self.several({claim.id for claim in claims})
        wanted = search_forms(text)
        ranked = sorted(whole, key=lambda entity: (closeness(entity, text, wanted), entity.id))
        return ranked[:most]

    def coded(self, code: str, kinds: Collection[str] = ()) -> list[Entity]:
        """The visible entities of these kinds (none: any) whose own code a text is."""
        secret = self.store.setting("secret")  # without one no id was made of a code yet
        return self.several(coded_ids(bytes.fromhex(secret), kinds, code)) if secret else []

    def apart(self, entities: Collection[Entity]) -> list[str]:
        """Each of several of one name with what tells it from the others."""
        return described(self.store, self._whole, entities)

    # Ties

    def ties(
        self,
        *kinds: str,
        of: Iterable[str] | None = None,
        end: End | None = None,
        now: bool = False,
        where: Callable[[Tie], bool] = lambda _: True,
    ) -> list[Tie]:
        """Visible ties of these kinds (none given: of every kind), of these entities or of all.

        `end`: only those of which that end is one of these; read so, not refused as by `where`.
        `now`: only those in force on the day of the view (`Tie.in_force`).
        What `where` refuses was not used, so it makes no answer stricter.
        """
        ids = None if of is None else frozenset(m for id in of for m in self.group(id))
        if ids is not None and not ids:
            return []
        scope = replace(
            self._whole,
            ties=frozenset(kinds) or self.judgements.ways,
            ids=ids,
            kinds=frozenset(),
            end=end,
        )
        today = self.today.isoformat()
        return self._mapped(
            tie for tie in self._tied(scope) if (not now or tie.in_force(today)) and where(tie)
        )

    def table(
        self, kind: str, of: Iterable[str] | None = None, values: Collection[str] | None = None
    ) -> Columns:
        """Visible ties of one kind, of these entities or of all, as a table (`Store.table`)."""
        ids = None if of is None else frozenset(m for id in of for m in self.group(id))
        table = self.store.table(kind, replace(self._whole, ids=ids), values)
        if same := self._judged():
            for end in ("source", "target"):
                table.columns[end] = [same.get(id, id) for id in table[end]]
        claims = dict.fromkeys(table.rows("dataset", "level", "known"))
        for dataset, level, known in sorted(claims, key=itemgetter(0)):
            self.used.note(dataset, Label(level), known, None)
        return table

    @uncollected()
    def network(
        self, around: Sequence[str], hops: int = 1, limit: int = MOST, ties: Iterable[str] = ()
    ) -> Neighbourhood:
        """What surrounds these entities, nearest first, and the ties among it, none to itself."""
        start = frozenset(member for id in around for member in self.group(id))
        ways = frozenset(ties) or self.judgements.ways
        scope = replace(self._whole, around=start, hops=hops, limit=limit + 1, ties=ways)
        records = list(self.store.read(scope))
        truncated = len({r.id for r in records if isinstance(r, Entity)}) > limit
        if truncated:  # only the store knows which of them is the farthest
            records = list(self.store.read(replace(scope, limit=limit)))
        entities = list(self._merged(r for r in records if isinstance(r, Entity)))
        shown = {entity.id for entity in entities}
        mapped = self._mapped(
            r
            for r in records
            if isinstance(r, Tie) and r.kind != "SAME_AS" and r.source != r.target
        )
        return Neighbourhood(
            entities, [t for t in mapped if {t.source, t.target} <= shown], truncated
        )

    def near(self, around: str, hops: int = 1) -> int:
        """How many surround an entity, itself not counted; nothing else of them is read.

        A count is as strict as the least strict audience that would get the same.
        """
        start = frozenset(self.group(around))
        scope = replace(self._whole, around=start, hops=hops, ties=self.judgements.ways)
        many = self._many(scope)
        for label in Label:
            if self.used.label <= label <= self.audience:
                self.used.label = label
                if label is self.audience or self._many(replace(scope, audience=label)) == many:
                    break
        return many

    def _many(self, scope: Scope) -> int:
        same = self._judged()
        ids = {same.get(id, id) for id in self.store.near(scope)}
        return len(ids - {same.get(id, id) for id in scope.around or ()})

    # How claims become one entity

    def group(self, id: str) -> Sequence[str]:
        """The ids judged to be the same as this one, itself included, smallest first."""
        return self.judgements.groups.get(self._judged().get(id, id), [id])

    @property
    def judgements(self) -> Judgements:
        """Who is judged to be the same as whom, and who not."""
        if self._changes != memory.changes():  # all that is kept here was read after this
            self._keep_nothing()
        if self._judgements is None:
            self._judgements = judgements(self.store, self._whole)
        return self._judgements

    def _judged(self) -> Mapping[str, str]:
        return self.judgements.same

    def _merged(self, records: Iterable[Record]) -> Iterator[Entity]:
        same = self._judged()
        claims: dict[str, list[Entity]] = {}
        for claim in self._open(records):
            claims.setdefault(same.get(claim.id, claim.id), []).append(self._noted(claim))
        turned = self._turns(claims)
        for id in sorted(claims):
            yield merge(id, claims[id], turned.get(id, ()))

    def _turns(self, claims: Mapping[str, list[Entity]]) -> dict[str, list[Entity]]:
        """What events say of the stage of each case among these: release, death, arrest anew."""
        cases = {id for id in claims if is_kind(id, "Case")}
        if not cases:
            return {}
        events = self._events
        if new := cases - events.keys():
            of_case: dict[str, list[Tie]] = {id: [] for id in new}
            for tie in self.ties("CONCERNS", of=new, where=lambda tie: "turn" in tie.values):
                of_case[tie.target].append(tie)
            events |= of_case
        return {id: turns(id, claims[id], events[id]) for id in cases if events[id]}

    def _open(self, records: Iterable[Record]) -> list[Entity]:
        """The claims of entities, whose values hold no id of what this audience does not see."""
        claims = unretracted(record for record in records if isinstance(record, Entity))
        ids = inner_ids(claims)
        if not ids:
            return claims
        scope = replace(self._whole, ids=frozenset(ids), ties=frozenset())
        hidden = ids - {r.id for r in self.store.read(scope) if isinstance(r, Entity)}
        return [without_ids(claim, hidden) for claim in claims] if hidden else claims

    def _tied(self, scope: Scope) -> Iterable[Tie]:
        read = (record for record in self.store.read(scope) if isinstance(record, Tie))
        if scope.ids is None or len(scope.ids) > FEW:
            return read
        key = (scope.ties, scope.ids, scope.end)
        if key not in self._ties_of:  # many parts of an answer ask for those of the same few
            self._ties_of[key] = [*read]
        return self._ties_of[key]

    def _mapped(self, ties: Iterable[Tie]) -> list[Tie]:
        noted, judged = [self._noted(tie) for tie in ties], self.judgements
        return [judged.between(tie) for tie in noted] if judged.same else noted

    def _noted(self, record: R) -> R:
        o, level = record.origin, record.level
        if record.labels:
            level = max(level, *record.labels.values())
        if o is self._noted_origin and level == self._noted_level:
            return record  # most often of one list, so there is nothing new to note
        self._noted_origin, self._noted_level = o, level
        retrieved = o.retrieved.isoformat() if o.retrieved else None
        self.used.note(o.dataset, level, str(o.known) if o.known else None, retrieved)
        return record

    @property
    def _whole(self) -> Scope:
        return Scope(self.audience, self.as_of)
