"""What becomes of the dates that people have promised: calendar, reminder, cover, attendance."""
