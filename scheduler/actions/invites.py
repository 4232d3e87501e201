"""Invitations: made, opened, accepted, confirmed, taken back.

Rules: only a token's hash is kept; single use, 72 hours, one open a person; who holds a valid
link is noted when it is opened, so that a forged button accepts nothing. Instants are UTC.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.records import Invite, Person, Step, StepKind
from storage.store import Transaction

LASTS = timedelta(hours=72)
RANDOM_BYTES = 24  # 192 bits
HELD_AFTER = timedelta(days=30)  # whoever came by an invitation may still join alone
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an invitation can't be used; `name` is the other person's where it helps."""

    because: str
    name: str | None = None


def invite(tx: Transaction, person: Person, now: datetime) -> tuple[Invite, str]:
    """A new invitation and its token, the only time it is known. An open one is revoked."""
    before = tx.invites.open_of(person.id)
    if before is not None:
        end(tx, before, "revoked", now)
    token = secrets.token_urlsafe(RANDOM_BYTES)
    made = tx.invites.add(person.id, hashed(token), now, now + LASTS)
    tx.steps.plan_many([Step(0, StepKind.INVITE_OVER, made.expires_at, invite_id=made.id)])
    return made, token


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def opened(tx: Transaction, guest: Person, token: str, now: datetime) -> Invite | Refused:
    """Someone opened a link. A good one is noted as held by them; bad ones are counted."""
    if _too_many_tries(tx, guest, now):
        return Refused("too-many-tries")
    found = tx.invites.by_hash(hashed(token))
    if found is None:
        _count_try(tx, guest, now)
        return Refused("invite-unknown")
    refused = check(tx, guest, found, now)
    if refused is not None:
        return refused
    tx.marks.put(_held(guest), found.id, found.expires_at + HELD_AFTER)
    return found


def held(tx: Transaction, guest: Person) -> Invite | None:
    """The invitation this person opened last and has not answered."""
    invite_id = tx.marks.get(_held(guest))
    return tx.invites.get(invite_id) if isinstance(invite_id, int) else None


def was_invited(tx: Transaction, guest: Person) -> bool:
    """Whether this person ever opened a good invitation."""
    return tx.marks.get(_held(guest)) is not None


def check(tx: Transaction, guest: Person, found: Invite, now: datetime) -> Refused | None:
    """Why this guest can't accept this invitation now; None if nothing stands against it."""
    inviter = tx.people.get(found.person_id)
    if inviter.id == guest.id:
        return Refused("invite-own")
    if tx.refusals.exists(guest.id, inviter.id) or inviter.barred or inviter.telegram_id is None:
        return Refused("invite-expired")
    if found.accepted_by == guest.id and found.ended_at is None:
        return Refused("invite-waiting", inviter.name)
    if found.accepted_by is not None or found.outcome == "confirmed":
        return Refused("invite-used", inviter.name)
    if found.outcome == "revoked":
        return Refused("invite-revoked", inviter.name)
    if found.ended_at is not None or found.expires_at <= now:
        return Refused("invite-expired", inviter.name)
    return _in_a_pact(tx, guest, inviter)


def _in_a_pact(tx: Transaction, guest: Person, inviter: Person) -> Refused | None:
    if tx.pairs.living_of(guest.id) is not None:
        return Refused("in-pact")
    if tx.pairs.living_of(inviter.id) is not None:
        return Refused("they-in-pact", inviter.name)
    return None


def accept(tx: Transaction, guest: Person, invite_id: int, now: datetime) -> Invite | Refused:
    """The guest accepts the invitation that they hold; the inviter still has to confirm."""
    found = _held_as(tx, guest, invite_id)
    if found is None:
        return Refused("old-button")
    refused = check(tx, guest, found, now)
    if refused is not None:
        return refused
    accepted = replace(found, accepted_by=guest.id, accepted_at=now, expires_at=now + LASTS)
    tx.invites.save(accepted)
    tx.steps.plan_many([Step(0, StepKind.INVITE_OVER, accepted.expires_at, invite_id=found.id)])
    return accepted


def leave_be(tx: Transaction, guest: Person, invite_id: int) -> Invite | None:
    """Not now: nobody is told, and the link stays what it is."""
    found = _held_as(tx, guest, invite_id)
    return found if found is not None and found.accepted_by is None else None


def waiting(tx: Transaction, inviter: Person, invite_id: int) -> Invite | None:
    """The inviter's own invitation that someone accepted and nobody confirmed yet."""
    found = tx.invites.get(invite_id)
    if found is None or found.person_id != inviter.id or found.ended_at is not None:
        return None
    return found if found.accepted_by is not None else None


def take_back(tx: Transaction, inviter: Person, invite_id: int, now: datetime) -> Invite | Refused:
    """Revoke one's own open invitation."""
    found = tx.invites.get(invite_id)
    if found is None or found.person_id != inviter.id:
        return Refused("not-yours")
    if found.ended_at is not None:
        return Refused("invite-over")
    end(tx, found, "revoked", now)
    return found


def end(tx: Transaction, found: Invite, outcome: str, now: datetime) -> None:
    """It is over, with this outcome: confirmed, revoked, declined, expired."""
    tx.invites.save(replace(found, ended_at=now, outcome=outcome))
    tx.steps.clear(invite_ids=[found.id])


def _held(guest: Person) -> str:
    return f"invited:{guest.id}"


def _held_as(tx: Transaction, guest: Person, invite_id: int) -> Invite | None:
    return tx.invites.get(invite_id) if tx.marks.get(_held(guest)) == invite_id else None


def _tries(guest: Person) -> str:
    return f"tries:{guest.id}"


def _recent_tries(tx: Transaction, guest: Person, now: datetime) -> list[str]:
    since = now - TRIES_WITHIN
    kept: list[str] = tx.marks.get(_tries(guest)) or []
    return [at for at in kept if datetime.fromisoformat(at) > since]


def _too_many_tries(tx: Transaction, guest: Person, now: datetime) -> bool:
    return len(_recent_tries(tx, guest, now)) >= TRIES


def _count_try(tx: Transaction, guest: Person, now: datetime) -> None:
    tries = [*_recent_tries(tx, guest, now), now.isoformat()]
    tx.marks.put(_tries(guest), tries, now + TRIES_WITHIN)
