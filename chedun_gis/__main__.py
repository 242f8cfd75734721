"""Run the command line: `python -m chedun_gis`."""

from chedun_gis.commands.root import main

main()
