"""What other programs subscribe to: any search as an Atom feed or as a calendar."""
