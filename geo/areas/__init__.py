"""Shapes over shapes: overlaps, belts along lines, and the faces that areas cut."""

from geo.areas.arrangement import cut
from geo.areas.belts import Ends, Side, belts
from geo.areas.overlap import common_areas, lines_inside, overlaps, points_inside, taken
