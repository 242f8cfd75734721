// Measure and lay out on the ground: in the town's metric grid, not in degrees.
//
// A grid turns [longitude, latitude] into [metres east, metres north], and back by `inverse`; a
// proj4 converter is one.

// The area in m² of rings of { lat, lng }, the first the outline, the others its holes.
export function areaOf(rings, grid) {
  const areas = rings.map((ring) => Math.abs(signed(ring.map(({ lat, lng }) => grid.forward([lng, lat])))));
  return areas.slice(1).reduce((left, hole) => left - hole, areas[0] ?? 0);
}

// Measured from its first corner: coordinates of millions of metres would cost digits.
function signed(corners) {
  const [[x0, y0]] = corners.length ? corners : [[0, 0]];
  return corners.reduce((sum, [x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length];
    return sum + ((x - x0) * (ny - y0) - (nx - x0) * (y - y0)) / 2;
  }, 0);
}

// The corners of a square with sides along the grid.
export function squareAround({ lat, lng }, side, grid) {
  const [x, y] = grid.forward([lng, lat]);
  const half = side / 2;
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([dx, dy]) => back(x + dx * half, y + dy * half, grid));
}

const CORNERS = 64;

// A circle as a ring of corners that holds the area of the circle.
export function circleAround({ lat, lng }, radius, grid) {
  const [x, y] = grid.forward([lng, lat]);
  const turn = (2 * Math.PI) / CORNERS;
  const reach = radius * Math.sqrt(turn / Math.sin(turn));
  return Array.from({ length: CORNERS }, (_, i) => back(x + reach * Math.cos(i * turn), y + reach * Math.sin(i * turn), grid));
}

// The distance in metres between two places.
export function distance(one, other, grid) {
  const [a, b] = [one, other].map(({ lat, lng }) => grid.forward([lng, lat]));
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function back(x, y, grid) {
  const [lng, lat] = grid.inverse([x, y]);
  return { lat, lng };
}
