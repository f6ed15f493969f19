"""What the service takes and gives, as JSON over HTTP. Both sides read it: it needs pydantic and nothing else.

    POST   /jobs           a JobRequest → 202 Job; an id that is already known → the job that has it
    GET    /jobs/{id}      → 200 Job
    DELETE /jobs/{id}      → 200 Job; it ends as `cancelled` within one step, or as what it already was
    GET    /capabilities   → 200 ServiceCapabilities
    GET    /health         → 200 when the service would take a job, else 429 or 503; needs the keys like all above
    GET    /alive          → 200, for load balancers; the only route that needs no keys

Every request carries the headers `Modal-Key` and `Modal-Secret`. Every refusal has the body ErrorBody: 401 for the
wrong keys, 404 for an unknown job, 413 for a body above MAX_BODY, 422 with the field at fault, 429 with Retry-After
while the waiting list is full. An id names one try: another try after `failed` takes another id.
"""

from gpu.contract.requests import (
    JOB_REQUEST,
    DescribedLyricsRequest,
    DescriptionRequest,
    DraftRequest,
    JobRequest,
    LyricsRequest,
    RemixRequest,
    SongRequest,
    TakeUploads,
)
from gpu.contract.results import (
    DraftResult,
    Error,
    ErrorBody,
    Job,
    Provenance,
    ServiceCapabilities,
    SongResult,
    TakeResult,
)
from gpu.contract.terms import (
    CONTENT_TYPES,
    ENDED,
    KEY_HEADER,
    MAX_BODY,
    PEAKS,
    SECRET_HEADER,
    Address,
    Bpm,
    Description,
    Duration,
    ErrorCode,
    Guidance,
    JobId,
    JobStatus,
    Key,
    Kind,
    Language,
    Lyrics,
    Progress,
    Stage,
    Style,
)

__all__ = [
    "CONTENT_TYPES",
    "ENDED",
    "JOB_REQUEST",
    "KEY_HEADER",
    "MAX_BODY",
    "PEAKS",
    "SECRET_HEADER",
    "Address",
    "Bpm",
    "DescribedLyricsRequest",
    "Description",
    "DescriptionRequest",
    "DraftRequest",
    "DraftResult",
    "Duration",
    "Error",
    "ErrorBody",
    "ErrorCode",
    "Guidance",
    "Job",
    "JobId",
    "JobRequest",
    "JobStatus",
    "Key",
    "Kind",
    "Language",
    "Lyrics",
    "LyricsRequest",
    "Progress",
    "Provenance",
    "RemixRequest",
    "ServiceCapabilities",
    "SongRequest",
    "SongResult",
    "Stage",
    "Style",
    "TakeResult",
    "TakeUploads",
]
