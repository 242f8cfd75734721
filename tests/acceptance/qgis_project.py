"""Open a project in QGIS without a screen and say, as JSON, what it shows.

Runs under the Python that QGIS was made for, not under ours: nothing of the project is imported.
Arguments: the project, a folder for pictures.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

_SIDE_PX = 600
_PAPER = QColor(1, 254, 2)  # no symbol has it


def pixels(layer: QgsVectorLayer, project: QgsProject, picture: Path) -> dict[str, dict[str, int]]:
    """Draw a layer alone; return how many pixels have each colour, the paper's left out.

    `solid` are those among four of the same colour: the inside of what is filled.
    """
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(project.crs())
    settings.setOutputSize(QSize(_SIDE_PX, _SIDE_PX))
    settings.setBackgroundColor(_PAPER)
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    extent = settings.layerExtentToOutputExtent(layer, layer.extent())
    one_point = 0.001 if project.crs().isGeographic() else 100.0
    extent.grow(max(extent.width(), extent.height()) / 10 or one_point)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(picture))
    bits = image.convertToFormat(QImage.Format_RGB32).constBits()
    bits.setsize(_SIDE_PX * _SIDE_PX * 4)
    every = memoryview(bytes(bits)).cast("I").tolist()
    side = _SIDE_PX
    inside = (
        each
        for at, each in enumerate(every[side:-side], side)
        if each == every[at - 1] == every[at + 1] == every[at - side] == every[at + side]
    )
    return {"pixels": _named_colours(every), "solid": _named_colours(inside)}


def _named_colours(every: Iterable[int]) -> dict[str, int]:
    counts = Counter(every)
    counts.pop(_PAPER.rgb(), None)
    return {QColor(colour).name(): count for colour, count in counts.items()}


def _named(layer: QgsVectorLayer) -> str:
    """Return the name in the file of the field that is called 名称 for people."""
    fields = layer.fields()
    return next(each.name() for each in fields if each.alias() == "名称")


def shown(path: Path, pictures: Path) -> dict[str, object]:
    """Return the project's title and CRS, the layers of its tree, and each layer as it is drawn."""
    project = QgsProject.instance()
    read = project.read(str(path))
    tree = [
        {"id": node.layerId(), "title": node.name(), "found": node.layer() is not None}
        for node in project.layerTreeRoot().findLayers()
    ]
    layers = [
        {
            "id": layer.id(),
            "title": layer.name(),
            "valid": layer.isValid(),
            "crs": layer.crs().authid(),
            "features": layer.featureCount(),
            "legend": [item.label() for item in layer.renderer().legendSymbolItems()],
            "names": sorted(str(each[_named(layer)]) for each in layer.getFeatures()),
            **pixels(layer, project, pictures / f"{number}.png"),
        }
        for number, layer in enumerate(project.mapLayers().values())
    ]
    return {
        "read": read,
        "title": project.title(),
        "crs": project.crs().authid(),
        "tree": tree,
        "layers": layers,
    }


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    said = shown(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"\n{json.dumps(said, ensure_ascii=False)}\n")
    sys.stdout.flush()
    application.exitQgis()
