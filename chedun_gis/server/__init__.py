"""What the running app serves beside its pages, and whom it answers: routes, assets, evidence."""

from chedun_gis.server.assets import require_assets, warm_up
from chedun_gis.server.peers import keep_peers
from chedun_gis.server.publisher import publisher
from chedun_gis.server.routes import routes
from chedun_gis.server.secret import secrets_of
from chedun_gis.server.security import guard
from chedun_gis.server.sessions import LASTS_S, state_seen
from chedun_gis.server.visitor import VISITOR
from chedun_gis.server.ways import ACCOUNTS, OIDC, PROXY, Claims, Means, Shown, Who
