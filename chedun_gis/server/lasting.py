"""Spare collections of garbage what lasts.

Streamlit asks for a full collection after every run of a page: all that was ever imported or read,
200,000 objects and more, is walked through after each click, while no other visitor is served.
"""

import gc
import time

# Often enough for what was read or imported since; each time costs one full collection.
_EVERY_S = 15.0


def set_apart() -> None:
    """Leave all that is alive now out of the collections to come.

    What was set apart before and has died since is collected: nothing is kept longer than until
    the next time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def set_apart_forever() -> None:
    """Do so now and again; never returns."""
    while True:
        time.sleep(_EVERY_S)
        set_apart()
