"""What the statuses of songs and requests are called."""

from melodymaker.i18n import t


def status_names() -> dict[str, str]:
    """The name of each status."""
    return {
        "queued": t("Queued"),
        "processing": t("Processing"),
        "ready": t("Ready"),
        "failed": t("Failed"),
        "no_credits": t("No credits"),
        "cancelled": t("Cancelled"),
    }
