"""Pure geospatial functions on frames and arrays; they know no place, file layout or screen."""
