"""What owners and towns see of redemptions: numbers."""
