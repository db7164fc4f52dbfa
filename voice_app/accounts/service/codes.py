"""The second factor: six digits from an app on a phone, or a recovery code from paper."""

from datetime import datetime
from secrets import choice
from uuid import UUID

import pyotp
from sqlalchemy.orm import Session

from voice_app.accounts.models import Credential, CredentialKind
from voice_app.accounts.queries import credentials
from voice_app.accounts.rules import codes as rules
from voice_app.core.actor import Actor
from voice_app.core.vault import opened, seal, vault_of
from voice_app.record import service as trail


def use(session: Session, *, actor: Actor, code: str, now: datetime) -> bool:
    """Use up one code of the person asking; False when it is wrong or was used before."""
    digits = rules.app_code(code)
    if digits is not None:
        return _use_app_code(session, actor=actor, digits=digits, now=now)
    return _use_recovery_code(session, actor=actor, code=code, now=now)


def _use_app_code(session: Session, *, actor: Actor, digits: str, now: datetime) -> bool:
    for app in credentials.live(session, actor.person_id, CredentialKind.TOTP):
        step = accepted_step(opened(session, app)["secret"], digits, after=app.last_step, now=now)
        if step is not None:
            app.last_step = step
            trail.append(session, actor=actor, action="code.used", now=now, subject=app)
            return True
    return False


def accepted_step(secret: str, digits: str, *, after: int | None, now: datetime) -> int | None:
    """The 30-second step to which the digits belong, when it is near now and later than `after`."""
    totp = pyotp.TOTP(secret)
    present = totp.timecode(now)
    for step in range(present - rules.STEPS_OFF, present + rules.STEPS_OFF + 1):
        later = after is None or step > after
        if later and pyotp.utils.strings_equal(totp.generate_otp(step), digits):
            return step
    return None


def _use_recovery_code(session: Session, *, actor: Actor, code: str, now: datetime) -> bool:
    wanted = _recovery_hash(session, actor.person_id, code)
    for spare in credentials.live(session, actor.person_id, CredentialKind.RECOVERY_CODE):
        if opened(session, spare)["hash"] == wanted:
            spare.used_at = now
            trail.append(session, actor=actor, action="recovery_code.used", now=now, subject=spare)
            return True
    return False


def enrol(session: Session, *, person_id: UUID, secret: str, step: int, now: datetime) -> None:
    """Keep the app's secret; the code that confirmed it cannot be used again."""
    app = Credential(person_id=person_id, kind=CredentialKind.TOTP, last_step=step, made_at=now)
    seal(session, app, {"secret": secret})
    session.add(app)
    trail.append(session, actor=None, action="app.enrolled", now=now, subject=app)


def address_for_app(secret: str, *, name: str) -> str:
    """What an app for codes reads from the square."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=rules.ISSUER)


def make_recovery_codes(
    session: Session, *, person_id: UUID, actor: Actor | None, now: datetime
) -> list[str]:
    """New recovery codes, to be shown this once; the ones before stop working."""
    for old in credentials.live(session, person_id, CredentialKind.RECOVERY_CODE):
        old.ended_at = now
    fresh = [_new_recovery_code() for _ in range(rules.RECOVERY_CODES)]
    for code in fresh:
        row = Credential(person_id=person_id, kind=CredentialKind.RECOVERY_CODE, made_at=now)
        seal(session, row, {"hash": _recovery_hash(session, person_id, code)})
        session.add(row)
    trail.append(
        session,
        actor=actor,
        action="recovery_codes.made",
        now=now,
        details={"person": str(person_id)},
    )
    return fresh


def _new_recovery_code() -> str:
    letters = "".join(choice(rules.ALPHABET) for _ in range(rules.RECOVERY_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _recovery_hash(session: Session, person_id: UUID, code: str) -> str:
    # Sixty random bits need no slow hash, but a key that is not in the database does no harm.
    index = vault_of(session).blind_index("recovery", f"{person_id}/{rules.recovery_code(code)}")
    return index.hex()
