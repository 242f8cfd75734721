"""Where new services serve most: candidates, search and integer programming."""

from geo.siting.atoms import cover_from
from geo.siting.candidates import Constraints, Sites, grid_sites, kept_sites
from geo.siting.siting import (
    MOST_SITES,
    NEGLIGIBLE,
    Ask,
    Choice,
    Siting,
    best_sites,
    chosen_from,
    fewest_sites,
    weighed,
)
