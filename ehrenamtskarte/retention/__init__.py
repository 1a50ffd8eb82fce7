"""What is kept of cases and cards, and for how long; each town sets it (docs/card-retention.md)."""
