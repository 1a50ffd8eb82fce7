"""What a paired device asks and reports, below `/partner/geraet/` (docs/redeeming.md)."""
