"""Say who somebody is and what they may do; whoever writes asks here, where it is written."""

import getpass
from dataclasses import dataclass
from typing import Final, Literal

from geo import InputError

Role = Literal["reader", "editor", "reviewer"]
# Of an account that was taken away.
GONE: Final = "gone"
# Each may what those before it may: look; enter and keep; check, replace layers, manage people.
ROLES: Final[tuple[Role, ...]] = ("reader", "editor", "reviewer")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and a role; who is `alone` needs nobody to accept what they enter."""

    name: str
    role: Role = "reader"
    alone: bool = False

    def may(self, role: Role) -> bool:
        """Tell whether this person may do what asks for a role."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def require(self, role: Role) -> None:
        """Raise `InputError("role_needed")` (role, has) when this person may not."""
        if not self.may(role):
            raise InputError("role_needed", role=role, has=self.role)


# Whoever comes from another machine without a name.
SOMEBODY: Final = Person("")


def local_person() -> Person:
    """Return who works on this machine alone, named by the system account; all roles are theirs."""
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):
        name = ""
    return Person(name, "reviewer", alone=True)
