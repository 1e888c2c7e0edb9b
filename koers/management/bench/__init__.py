"""`bin/bench`: how fast pages and saves are, as multiples of a bare view and a bare transaction on the same machine."""
