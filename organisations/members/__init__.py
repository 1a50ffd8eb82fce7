"""Who works at an organisation's desk: invited by mail, responsible or co-worker, leaving again."""
