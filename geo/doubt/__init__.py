"""How true a figure is: draws of where features may lie, and what to survey next."""

from geo.doubt.errors import PlaceErrors
from geo.doubt.likely import Likely, likely_of, scaled, shifted
from geo.doubt.lines import LikelyLines, LinesFigure, likely_lines
from geo.doubt.share import LikelyShare, ShareFigure, certain, likely_share
from geo.doubt.survey import SurveyCosts, SurveyLimits, SurveyPlan, SurveyStep, survey_plan
from geo.doubt.trial import Trial
from geo.doubt.trials import lines_trial, share_trial
