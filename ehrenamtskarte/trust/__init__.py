"""Cards of other associations: whose keys and lists we fetch, check and hand on."""
