"""What the running app serves beside its pages, and whom it answers: routes, assets, evidence."""

from chedun_gis.server.assets import require_assets, warm_up
from chedun_gis.server.publisher import publisher
from chedun_gis.server.routes import routes
from chedun_gis.server.security import guard
from chedun_gis.server.sessions import ACCOUNTS, SESSION, sessions, state_seen
from chedun_gis.server.visitor import VISITOR
