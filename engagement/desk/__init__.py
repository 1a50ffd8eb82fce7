"""What the organisation does with its people and their hours, at its desk."""
