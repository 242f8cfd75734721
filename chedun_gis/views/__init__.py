"""One file a page; views only call and show."""

from chedun_gis.views.shared.plain import callback_failed
from chedun_gis.views.shared.runs import one_run_at_a_time, seek_no_components
from chedun_gis.views.shared.signing import ready_to_sign_in
from chedun_gis.views.shared.visitor import tell_who_may_enter, who
