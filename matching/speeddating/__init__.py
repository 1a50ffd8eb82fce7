"""Speed-dating: people and organisations meet for some minutes each, planned so that it fits."""
