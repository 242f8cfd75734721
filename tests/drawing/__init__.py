"""Draw what of the shipped town is a sketch: from the facts in `facts/`, and as it was before.

`python -m tests.drawing` writes the layers of `data/`; `test_drawing.py` holds the two together.
The facts are coordinates in WGS84 degrees, each with how far it may be off; the sketches follow
them, and what they do not cover is drawn by hand in this package: rivers as control points, blocks
as the quarters that they were in before. Everything else is computed, and comes out the same.
"""
