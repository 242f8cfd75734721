"""One file a page; views only call and show."""

from chedun_gis.views.shared.plain import callback_failed
