# Each command sets up all it needs; the work is in chedun_gis/bootstrap.py.
PYTHON ?= python3

.PHONY: app test acceptance bench
app test acceptance bench:
	@$(PYTHON) chedun_gis/bootstrap.py $@ $(ARGS)
