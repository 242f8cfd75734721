"""Work that has a process of its own: watched, cancelled, ended without harm to the server."""

from chedun_gis.compute.child import Allowance, Tally, Watch, apart
