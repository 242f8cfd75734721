"""The benchmarks that take a server or a browser, in all their ways."""

import pytest

from tests.test_benchmarks import WITH_A_SERVER, prints_its_figures

WAYS = ("load --requests 100", "load --at-once 2", "load --costs", "tiles --gdal --geojson")


@pytest.mark.parametrize("command", [*WITH_A_SERVER, *WAYS])
def test_a_benchmark_of_the_smallest_size_prints_its_figures(command: str) -> None:
    prints_its_figures(command)
