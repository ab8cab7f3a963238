"""Tables of needs, one file per noun."""

from mutirao.needs.models.assessments import AnsweredOnce, AskedCommunity, Assessment, ConsentText, Invitation
from mutirao.needs.models.consensus import ConsensusForm, ConsensusLevel
from mutirao.needs.models.earlier import EarlierAssessment
from mutirao.needs.models.files import AnswerFile, QuestionnaireAudit
from mutirao.needs.models.questionnaires import Choice, Question, Questionnaire
from mutirao.needs.models.releases import (
    CommunityResult,
    CountedAsking,
    Estimate,
    RegionResult,
    Release,
    SkillResult,
)
from mutirao.needs.models.replies import Reply
from mutirao.needs.models.submissions import ReviewComment, Submission, TakenBack

__all__ = [
    "AnswerFile",
    "AnsweredOnce",
    "AskedCommunity",
    "Assessment",
    "Choice",
    "CommunityResult",
    "ConsensusForm",
    "ConsensusLevel",
    "ConsentText",
    "CountedAsking",
    "EarlierAssessment",
    "Estimate",
    "Invitation",
    "Question",
    "Questionnaire",
    "QuestionnaireAudit",
    "RegionResult",
    "Release",
    "Reply",
    "ReviewComment",
    "SkillResult",
    "Submission",
    "TakenBack",
]
