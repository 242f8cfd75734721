"""Where new services serve most: candidates, search and integer programming."""

from geo.siting.candidates import Constraints, Sites, grid_sites, kept_sites
from geo.siting.siting import MOST_SITES, Ask, Choice, Siting, best_sites, fewest_sites

__all__ = [
    "MOST_SITES",
    "Ask",
    "Choice",
    "Constraints",
    "Sites",
    "Siting",
    "best_sites",
    "fewest_sites",
    "grid_sites",
    "kept_sites",
]
