"""Where new services serve most."""
