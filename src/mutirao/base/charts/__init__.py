"""Charts: numbers in, a drawing and the same numbers as a table out. Inline SVG made here, no script.

One function per question: how sure is an estimate (``dot_interval``), where does one community stand among
comparable ones (``strip``), how do amounts compare (``bars``), how many of a hundred people (``dots_in_100``),
where in the world (``tile_world``). Each returns a ``Chart`` that ``{% chart chart %}`` shows. ``interval_cells``
draws estimates in the cells of a table that says their numbers already.
"""

from mutirao.base.charts.amounts import Bar, bars
from mutirao.base.charts.axis import Measure
from mutirao.base.charts.cells import Cells, Spread, interval_cells
from mutirao.base.charts.chart import Chart, Frame, Mark, Table
from mutirao.base.charts.comparisons import Strip, strip
from mutirao.base.charts.estimates import Estimate, dot_interval
from mutirao.base.charts.shares import dots_in_100
from mutirao.base.charts.world import Step, Tile, tile_world

__all__ = [
    "Bar",
    "Cells",
    "Chart",
    "Estimate",
    "Frame",
    "Mark",
    "Measure",
    "Spread",
    "Step",
    "Strip",
    "Table",
    "Tile",
    "bars",
    "dot_interval",
    "dots_in_100",
    "interval_cells",
    "strip",
    "tile_world",
]
