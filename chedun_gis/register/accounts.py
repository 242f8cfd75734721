"""Keep accounts: a name with a role, which are events, and a password, of which a hash is kept."""

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from chedun_gis.register.events import required
from chedun_gis.register.ledger import Ledger, Shipped
from chedun_gis.register.people import GONE, Person
from chedun_gis.register.standing import roles
from geo import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
# Each takes some 50 ms of a core and 64 MB: not more at a time than a small machine bears.
_HASHING: Final = BoundedSemaphore(2)


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
        self, name: str, role: str, *, by: Person, seed: Sequence[Shipped], password: str = ""
    ) -> None:
        """Give somebody an account with a role and a password, or another role.

        Raises `InputError`: `role_needed` (role, has) unless a reviewer does it, `entry_wrong`
        (problems), `account_unknown` (name) for another role of nobody, `password_short` (least).
        """
        by.require("reviewer")
        fact = required("person", {"person": name, "role": role})
        if not password and self.person(name) is None:
            raise InputError("account_unknown", name=name)
        if password:
            self._keep(name, password)
        self._ledger.append([fact], by=by, seed=seed)

    def take(self, name: str, *, by: Person, seed: Sequence[Shipped]) -> None:
        """Take somebody's account away; raises as `give`."""
        self.give(name, GONE, by=by, seed=seed)

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
