"""What can go wrong, with a code for programs and a message for people."""

from gpu.contract import Error, ErrorCode


class ServiceError(Exception):
    """A failure whose message may be shown to the user as it stands."""

    def __init__(self, code: ErrorCode, message: str, *, field: str | None = None, retry: bool = False) -> None:
        self.error = Error(code=code, message=message, field=field, retry=retry)
        super().__init__(message)


class Cancelled(ServiceError):
    """The job was cancelled."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.CANCELLED, "Cancelled.")


def model_failed(message: str = "The music model stopped unexpectedly.") -> ServiceError:
    """A failure of the models that another try may get past."""
    return ServiceError(ErrorCode.MODEL_FAILED, message, retry=True)
