"""What people may type for days and times, beside what Django knows (FORMAT_MODULE_PATH)."""
