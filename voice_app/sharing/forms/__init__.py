"""What may be sent about sharing with a carer, and what is said when it is wrong."""

from voice_app.sharing.forms.carers import (
    FACT_NAMES,
    BecauseForm,
    BornForm,
    CarerForm,
    FactForm,
    OnlyAButton,
    ShutForm,
)
from voice_app.sharing.forms.own import AskForm, NoteForm, SayForm
from voice_app.sharing.forms.passing_on import LAWFUL_NAMES, PassedOnToldForm, PassingForm, WaitForm
from voice_app.sharing.forms.writing import (
    AssessmentForm,
    NewSummaryForm,
    SummaryForm,
    assessment_form,
    summary_form,
    version_of,
)

__all__ = [
    "FACT_NAMES",
    "LAWFUL_NAMES",
    "AskForm",
    "AssessmentForm",
    "BecauseForm",
    "BornForm",
    "CarerForm",
    "FactForm",
    "NewSummaryForm",
    "NoteForm",
    "OnlyAButton",
    "PassedOnToldForm",
    "PassingForm",
    "SayForm",
    "ShutForm",
    "SummaryForm",
    "WaitForm",
    "assessment_form",
    "summary_form",
    "version_of",
]
