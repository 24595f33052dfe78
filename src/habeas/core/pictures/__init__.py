"""Charts, maps and the chain as SVG, in plain Python; labels arrive translated."""
