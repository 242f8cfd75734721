"""Keep accounts: names with roles, which are events; passwords and tokens, of which hashes are."""

import secrets
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from chedun_gis.register.events import fact_of, required
from chedun_gis.register.ledger import Ledger
from chedun_gis.register.people import GONE, ROLES, Person
from chedun_gis.register.standing import roles
from geo import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
# So much of a token's hash tells it from the others.
_ID: Final = 12
# Each takes some 50 ms of a core and 64 MB: not more at a time than a small machine bears.
_HASHING: Final = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: the beginning of its hash, whose it is, and when it was made."""

    id: str
    name: str
    made: str


class Accounts:
    """The accounts of a register; every method may raise what its ledger raises."""

    def __init__(self, ledger: Ledger) -> None:
        """Remember the register."""
        self._ledger = ledger

    def person(self, name: str) -> Person | None:
        """Return somebody with the role they have now; None for who has no account."""
        role = roles(self._ledger.record().events).get(name)
        return None if role is None else Person(name, role)

    def give(
        self, name: str, role: str, *, by: Person, password: str = "", elsewhere: bool = False
    ) -> None:
        """Give somebody an account with a role and a password, or another role.

        Who signs in `elsewhere` needs no password here. Raises `InputError`: `role_needed` (role,
        has) unless a reviewer does it, `account_own` for another role of one's own, `entry_wrong`
        (problems), `account_unknown` (name) for another role of nobody, `password_short` (least).
        """
        by.require("reviewer")
        fact = required("person", {"person": name, "role": role})
        if name == by.name and not by.alone and role != by.role:
            raise InputError("account_own")  # else nobody might be left to give it back
        if not password and not elsewhere and self.person(name) is None:
            raise InputError("account_unknown", name=name)
        if password:
            self._keep(name, password)
        self._ledger.append([fact], by=by)

    def take(self, name: str, *, by: Person) -> None:
        """Take somebody's account away, and their tokens; raises as `give`."""
        self.give(name, GONE, by=by)
        self._ledger.drop_tokens(name=name)

    def set_password(self, name: str, password: str, *, by: Person) -> None:
        """Give somebody another password: they themselves, or a reviewer; raises as `give`."""
        if by.name != name or by.alone:
            by.require("reviewer")
        if self.person(name) is None:
            raise InputError("account_unknown", name=name)
        self._keep(name, password)

    def signed_in(self, name: str, password: str) -> Person | None:
        """Return who signs in with this password; None when it is not theirs, or nobody's."""
        kept = self._ledger.password(name)
        person = self.person(name)
        with _HASHING:
            # As long for a name that is not there: which names there are is told to nobody.
            right = self._fits(kept[0] if kept else self._nobody, password)
        return person if right and kept else None

    def stamp(self, name: str) -> str:
        """Return a text that is another when somebody's password is."""
        kept = self._ledger.password(name)
        return kept[1] if kept else ""

    def new_token(self, name: str, *, by: Person) -> str:
        """Return a new token by which a program reads on somebody's behalf; a hash of it is kept.

        Raises `InputError`: `role_needed` (role, has) unless a reviewer does it, `account_unknown`
        (name).
        """
        by.require("reviewer")
        if self.person(name) is None:
            raise InputError("account_unknown", name=name)
        token = f"chedun-{secrets.token_urlsafe(32)}"
        self._ledger.add_token(_hashed(token), name)
        return token

    def tokens(self) -> list[Token]:
        """Return the tokens that there are, the oldest first."""
        return [Token(hashed[:_ID], name, made) for hashed, name, made in self._ledger.tokens()]

    def revoke(self, token: str, *, by: Person) -> Token:
        """Forget a token, named by its id or by itself; return which it was.

        Raises `InputError`: `role_needed` (role, has) unless a reviewer does it, `token_unknown`
        (token).
        """
        by.require("reviewer")
        known = {
            hashed: Token(hashed[:_ID], name, at) for hashed, name, at in self._ledger.tokens()
        }
        found = [each for each in known if token in {each[:_ID], each} or each == _hashed(token)]
        if not found:
            raise InputError("token_unknown", token=token[:_ID])
        self._ledger.drop_tokens(hashed=found[0])
        return known[found[0]]

    def reader(self, token: str) -> Person | None:
        """Return on whose behalf a token reads; None when it is none, or theirs no more.

        Whatever they may do themselves, by it they are a reader.
        """
        found = self._ledger.tokens(_hashed(token))
        person = self.person(found[0][1]) if found else None
        return Person(person.name) if person else None

    def _keep(self, name: str, password: str) -> None:
        if not SHORTEST <= len(password) <= LONGEST:
            raise InputError("password_short", least=SHORTEST, most=LONGEST)
        with _HASHING:
            hashed = self._hasher.hash(password)
        self._ledger.set_password(name, hashed)

    def _fits(self, hashed: str, password: str) -> bool:
        errors = import_module("argon2.exceptions")
        if len(password) > LONGEST:
            return False
        try:
            return self._hasher.verify(hashed, password)
        except (errors.Argon2Error, errors.InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        found: PasswordHasher = import_module("argon2").PasswordHasher()
        return found


def is_name(text: str) -> bool:
    """Tell whether somebody can be called so in the register."""
    return fact_of("person", {"person": text, "role": ROLES[0]})[0] is not None


def _hashed(token: str) -> str:
    # Of 256 random bits: nothing that could be tried out, so no slow hash is needed.
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
