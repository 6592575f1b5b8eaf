"""`python -m onebox`."""

import sys

from onebox.main import main

sys.exit(main())
