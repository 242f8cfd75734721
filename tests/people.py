"""Who writes in the tests: named people, and the one who works alone."""

from chedun_gis.register import Person


def person(name: str, *, alone: bool = False) -> Person:
    return Person(name, "reviewer", alone=alone)


ALONE = person("林", alone=True)
