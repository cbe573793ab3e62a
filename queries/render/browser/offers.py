"""What the workspace offers its own browser session, and nobody else: `/map/<token>/<hash>`.

The address is a capability: 192 random bits of this session, and the hash of one document. It is in
no link, no log and no page address. It is answered only while that session is connected, and while
what it offers is still what its reader may see of the store as it is now.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

import msgspec
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph.model.errors import DemarcheError
from graph.model.schema import Label
from graph.store.base import Store
from queries.render.plain import in_browser, plain

ROUTE: Final = "/map/{token}/{hash}"
_TOKEN: Final = "workspace.token"  # of the session
_DOCUMENTS: Final = 12  # of one session: those offered last
_LOCK: Final = Lock()


@dataclass
class _Offer:
    """What one session is offered: documents by their hash, as one audience sees one revision."""

    session: str
    store: Store
    revision: int
    audience: Label
    documents: OrderedDict[str, bytes] = field(default_factory=OrderedDict)


_OFFERS: Final[dict[str, _Offer]] = {}


def token(store: Store, audience: Label) -> str:
    """The session's own token. What it was offered of another state of the store, or for another
    audience, is gone; so is what was offered to sessions that have ended."""
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    own = str(st.session_state.setdefault(_TOKEN, secrets.token_urlsafe(24)))
    revision = store.revision()
    with _LOCK:
        for ended in [t for t, o in _OFFERS.items() if t != own and not _connected(o.session)]:
            del _OFFERS[ended]
        offer = _OFFERS.get(own)
        if offer is None or (offer.store, offer.revision, offer.audience) != (
            store,
            revision,
            audience,
        ):
            _OFFERS[own] = _Offer(session, store, revision, audience)
    return own


def address(token: str, document: Any) -> str:
    """Where the session's browser fetches a document."""
    content = msgspec.json.encode(in_browser(plain(document)))  # (a PartialDate is a text)
    with _LOCK:
        if (offer := _OFFERS.get(token)) is None:
            return ""  # its page was closed while it was being drawn
        # The same words for another audience are another offer: no old address lives on.
        of_whom = f"{offer.audience.name} {offer.revision} ".encode()
        name = hashlib.sha256(of_whom + content).hexdigest()[:32]
        documents = offer.documents
        if name not in documents:
            documents[name] = gzip.compress(content, 6, mtime=0)
        documents.move_to_end(name)
        while len(documents) > _DOCUMENTS:
            documents.popitem(last=False)
    return f"/map/{token}/{name}"


async def answer(request: Request) -> Response:
    """The document, or 404: to a wrong token as to what is no longer offered."""
    token, name = request.path_params["token"], request.path_params["hash"]
    with _LOCK:
        offer = _OFFERS.get(token)
        document = offer.documents.get(name) if offer else None
    if offer is None or document is None or not _valid(offer):
        return Response(status_code=404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": "no-store"}
    return Response(document, media_type="application/json", headers=headers)


def _valid(offer: _Offer) -> bool:
    try:
        return _connected(offer.session) and offer.store.revision() == offer.revision
    except DemarcheError:  # the store has gone
        return False


def _connected(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)
