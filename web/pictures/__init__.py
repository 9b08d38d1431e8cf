"""Pictures, drawn on the server as SVG: the days of an answer, and the map of the teams."""
