"""The one-page profile of an area."""

from chedun_gis.profile.areas import BELTS, ZONES, Area, areas, belt_area
from chedun_gis.profile.contents import contents, contents_csv, contents_evidence, contents_geojson
from chedun_gis.profile.data import as_json
from chedun_gis.profile.inside import inside, share_of, united
from chedun_gis.profile.land import Industry, River
from chedun_gis.profile.overlap import OWN, Overlap, overlap_of, polygon_layers
from chedun_gis.profile.profile import Profile, inputs_of, profile, river_m, schematic
from chedun_gis.profile.profile_sheet import CONTENTS_FILE, PROFILE_SHEET, ProfileSheet
from chedun_gis.profile.projects import Projects, sited
from chedun_gis.profile.services import Bus, Parks
