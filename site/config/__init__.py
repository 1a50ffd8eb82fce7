"""How the site is put together: settings, addresses, entry points.

Whatever starts Django imports this first.
"""

import gc

# Loading everything makes objects that stay; with Python's own thresholds the collector looks at
# them so often that it takes a fifth of a start. Views make too few cycles to need it so eager.
gc.set_threshold(50_000, 20, 50)
