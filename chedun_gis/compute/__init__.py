"""Work in processes of its own: hostile bytes are read apart, heavy questions have workers."""

from chedun_gis.compute.asking import Cut, HeavyQuestion, ask, known
from chedun_gis.compute.child import Allowance, Tally, Watch, apart
from chedun_gis.compute.executors import alone, in_parts
from chedun_gis.compute.scratch import goes_with, lasting, scratch, sweep
from chedun_gis.compute.workers import Workers, tell
