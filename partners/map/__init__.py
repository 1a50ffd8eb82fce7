"""Partner shops on a map: the page, and the points as GeoJSON."""
