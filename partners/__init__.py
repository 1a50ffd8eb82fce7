"""Partner shops: benefits, scanning and redeeming."""
