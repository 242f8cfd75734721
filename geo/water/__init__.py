"""Surface-water quality by GB 3838-2002: samples, stations and bodies."""

from geo.water.assess import Assessment, Sample, assess_stations
from geo.water.body import BodyAssessment, assess_body
from geo.water.gb3838 import CLASS_NAMES, ITEMS, WORST_CLASS, WaterKind
from geo.water.items import Reading
from geo.water.samples import SampleFile, read_samples
from geo.water.template import TemplateRow, sample_template
