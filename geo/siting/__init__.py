"""Where new services serve most: candidates, search and integer programming."""

from geo.siting.candidates import Constraints, Sites, grid_sites, kept_sites
from geo.siting.siting import MOST_SITES, Ask, Choice, Siting, best_sites, fewest_sites
