"""Work in processes of its own: hostile bytes are read apart, heavy questions have workers."""

from chedun_gis.compute.asking import Cut, HeavyQuestion, ask, get_ready, known
from chedun_gis.compute.child import Allowance, Tally, Watch, apart
from chedun_gis.compute.executors import Cluster, alone, answering, in_parts, workers_now
from chedun_gis.compute.scratch import goes_with, lasting, scratch, sweep
from chedun_gis.compute.workers import WorkerDiedError, Workers, tell
