"""The plan's indicators, each measured, entered or unknown."""

from chedun_gis.indicators.indicator import Input, Measurement, Result, indicators, input_of
from chedun_gis.indicators.lines import as_data, input_words, line_of, missing_words, state_of
from chedun_gis.indicators.results import result_of, scorecard

__all__ = [
    "Input",
    "Measurement",
    "Result",
    "as_data",
    "indicators",
    "input_of",
    "input_words",
    "line_of",
    "missing_words",
    "result_of",
    "scorecard",
    "state_of",
]
