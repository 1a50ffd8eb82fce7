"""How shops come in: they propose themselves or take over a known entry, the town decides."""
