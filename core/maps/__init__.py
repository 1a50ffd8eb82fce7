"""What every map of the site shares: how points are written, what lies below them."""
