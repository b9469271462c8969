"""Pictures of an agent's papers.

First the file, complete and on the disk, then the row that names it, and only after that commit the old file goes. So
whenever the process dies, each row has its file; a file without a row is found by `sweep_orphaned_files`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.agents import rates
from apps.agents.errors import AgentConflict, DocumentNotFound
from apps.agents.models import Agent, AgentStatus, Document, DocumentKind
from apps.agents.selectors import Power, get_agent, require_role
from apps.agents.services._desk import lock_for, write_down
from apps.core import files
from apps.core.images import clean_image
from apps.core.ratelimit import spend

FOLDER = "agent-papers"
# Far longer than any request takes: what is younger may belong to a row that is not committed yet.
ORPHAN_AGE = timedelta(hours=6)
_CHUNK = 500


def require_open_for_documents(*, person_id: UUID, agent_id: UUID) -> None:
    """Refuses before the picture is read who would be refused anyway: see `put_document`."""
    require_role(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
    _require_undecided(get_agent(agent_id))


def put_document(*, person_id: UUID, agent_id: UUID, kind: DocumentKind, content: bytes, now: datetime) -> Document:
    """Puts a picture with an application, in place of the one of its kind. Locks the agent's row.

    Call it outside a transaction. Raises AgentNotFound, RoleRequired, AgentConflict once it is decided, InvalidImage,
    TooManyRequests.
    """
    spend(rates.UPLOADS, str(person_id), now=now)
    # Before the picture is looked at, which costs more than everything else here.
    require_open_for_documents(person_id=person_id, agent_id=agent_id)
    image = clean_image(content)
    key = files.save(FOLDER, image.content)
    with transaction.atomic():
        agent, _ = lock_for(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
        _require_undecided(agent)
        document = Document.objects.filter(agent=agent, kind=kind).first() or Document(agent=agent, kind=kind)
        replaced = document.file_key
        document.file_key, document.content_type, document.size = key, image.content_type, len(image.content)
        document.uploaded_by_id, document.uploaded_at = person_id, now
        document.save()
        write_down(agent, "agents.document_sent", by=person_id, now=now, kind=kind.value)
        if replaced:
            transaction.on_commit(lambda: delete_unnamed([replaced]), robust=True)
    return document


def take_document(*, person_id: UUID, agent_id: UUID, kind: DocumentKind, now: datetime) -> tuple[Document, bytes]:
    """A paper and its picture, for the owner who has sent it. Written down as a look of anybody's.

    Raises AgentNotFound, RoleRequired, DocumentNotFound, TooManyRequests, core.files.FileMissing.
    """
    spend(rates.UPLOADS, str(person_id), now=now)
    require_role(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
    document = Document.objects.select_related("agent").filter(agent_id=agent_id, kind=kind).first()
    if document is None:
        raise DocumentNotFound
    content = files.read(document.file_key)
    write_down(document.agent, "agents.document_seen", by=person_id, now=now, kind=kind.value, file=document.file_key)
    return document, content


def _require_undecided(agent: Agent) -> None:
    if agent.status not in (AgentStatus.APPLIED, AgentStatus.REJECTED):
        raise AgentConflict("Papers are sent before an agent is approved.")


def erase_documents(*, person_id: UUID) -> int:
    """Destroys the papers of what a closed person owned; returns how many. The rows go first, the files after."""
    with transaction.atomic():
        theirs = Document.objects.filter(agent__owner_id=person_id)
        keys = list(theirs.values_list("file_key", flat=True))
        theirs.delete()
        transaction.on_commit(lambda: delete_unnamed(keys), robust=True)
    return len(keys)


def delete_unnamed(keys: Iterable[str]) -> int:
    """Deletes the files that no row names any more; returns how many."""
    wanted = set(keys)
    named = set(Document.objects.filter(file_key__in=wanted).values_list("file_key", flat=True))
    for key in wanted - named:
        files.delete(key)
    return len(wanted - named)


def sweep_orphaned_files(*, now: datetime) -> int:
    """Deletes what processes that died between file and row left behind; returns how many files it was."""
    deleted = 0
    chunk: list[str] = []
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at <= now - ORPHAN_AGE:
            chunk.append(key)
        if len(chunk) == _CHUNK:
            deleted += delete_unnamed(chunk)
            chunk = []
    return deleted + delete_unnamed(chunk)
