"""Everything that can go wrong and be shown to the user, each with a message fit for them."""

import errno

from melodymaker.i18n import later, translated

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


def is_disk_full(error: BaseException) -> bool:
    """Whether the operating system says that the disk, or this user's part of it, is full."""
    return isinstance(error, OSError) and error.errno in _DISK_FULL


class MelodyError(Exception):
    """A failure whose message may be shown as it stands, in the language of whoever this is done for."""

    message = later("Something went wrong. Please try again.")

    def __init__(self, message: str | None = None) -> None:
        self.message = translated(message or self.message)
        super().__init__(self.message)


class NotSignedIn(MelodyError):
    """Nobody is signed in, and the request needs an account."""

    message = later("You are signed out. Sign in and try again.")


class NotFound(MelodyError):
    """The thing does not exist, or is not this user's: which of the two is not said."""

    message = later("This is not here any more.")


class InvalidInput(MelodyError):
    """Input that breaks a rule; `fields` maps each field's name to what is wrong with it."""

    message = later("Some fields need another look.")

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = {name: translated(fault) for name, fault in fields.items()}
        super().__init__(next(iter(fields.values()), None))


class Suspended(MelodyError):
    """An admin has suspended the account."""

    message = later("Your account is suspended: you can listen, but not create, publish, comment or follow.")


class BeingDeleted(MelodyError):
    """The account is on its way out."""

    message = later("Your account is going to be deleted. Keep it, in the settings, to create and publish again.")


class NeedsAccount(MelodyError):
    """A guest asked for what only an account can do."""

    message = later("Guests can create and listen. Create an account for this: your songs come along.")


class GuestSongsUsedUp(NeedsAccount):
    """A guest has made as many requests as a guest may."""

    message = later(
        "You have made the three songs, in two takes each, that guests can make. Create an account to go on: they come"
        " along."
    )


class NotVerified(MelodyError):
    """Publishing needs a confirmed email."""

    message = later("Confirm your email to publish: open the link in the mail that we sent to you.")


class LinkOver(MelodyError):
    """A link from a mail has been used, or is too old."""

    message = later("This link does not work any more: it has been used, or is too old. Ask for a new one.")


class ProviderFailed(MelodyError):
    """The site that was to say who somebody is did not."""

    message = later("The other site did not say who you are. Try again, or sign in another way.")


class TooManyAttempts(MelodyError):
    """The limit on attempts is reached."""

    message = later("Too many attempts. Wait a minute, then try again.")


class KeyUsedBefore(MelodyError):
    """An idempotency key was sent before, with another request."""

    message = later(
        "This idempotency key was used for another request in the last 24 hours. Use a new one for each request."
    )


class RequestInProgress(MelodyError):
    """A request with this idempotency key is being worked on."""

    message = later("A request with this idempotency key is still being worked on. Try again in a few seconds.")


class KeyOnlyReads(MelodyError):
    """A key that only reads was used to change something."""

    message = later("This key only reads. Make one that also creates, under Keys in the settings.")


class NotWelcome(MelodyError):
    """The person whom it concerns has blocked the actor."""

    message = later("This person takes no likes, comments, follows or remixes from you.")


class Busy(MelodyError):
    """As many passwords are being hashed, and wait to be, as there is room for."""

    message = later("Many people are signing in right now. Try again in a few seconds.")


class TooManyPending(MelodyError):
    """The user has as many requests waiting as one may have."""

    message = later("Ten of your requests are already waiting. Let one finish, or cancel one, then create again.")


class TooManySongs(MelodyError):
    """The user has made as many songs in a day as one may make."""

    message = later("You have made as many songs in the last 24 hours as one may make. Try again later.")


class NotEnoughCredits(MelodyError):
    """The user has fewer credits left than it takes."""

    message = later("You do not have enough credits for this.")


class PaymentsUnreachable(MelodyError):
    """The payment service does not answer, or refuses what it was asked."""

    message = later("The payment service does not answer. Nothing was bought; please try again in a few minutes.")


class InvalidSignature(MelodyError):
    """A message that says it is the payment service's is not, or is an old one."""

    message = later("The signature is not right.")


class StorageUsedUp(MelodyError):
    """The user's songs take up as many bytes as one user's songs may."""

    message = later("Your songs take up all the room that is yours. Delete some, and try again.")


class NoRoom(MelodyError):
    """A disk of the server is full, or nearly so."""

    message = later("There is no room left on the server's disk. Nothing was lost; please try again later.")


class FileUnreadable(MelodyError):
    """A song's file is missing, damaged or incomplete, or the storage does not hand it out."""

    message = later(
        "The file of this song cannot be read: it is missing or damaged, or the storage does not answer."
        " Another format may work, or the same one later."
    )


class StorageFailed(MelodyError):
    """The storage could not keep a file."""

    message = later("The storage could not take the files of these songs. Nothing was charged; please try again later.")


class MailNotSent(MelodyError):
    """The mail server did not take a mail."""

    message = later("The e-mail could not be sent.")


class NotDelivered(MelodyError):
    """An address that a user named took no message."""

    message = later("The address did not answer.")


class AlreadyOver(MelodyError):
    """The request can no longer be cancelled."""

    message = later("This request has already ended.")


class RemixesNotAllowed(MelodyError):
    """The song's owner lets nobody else make remixes of it."""

    message = later("Whoever made this song does not allow remixes of it.")


class GenerationFailed(MelodyError):
    """The engine could not make the songs; `retry` says whether another try may help."""

    message = later("The music engine stopped unexpectedly.")

    def __init__(self, message: str | None = None, *, retry: bool = True) -> None:
        self.retry = retry
        super().__init__(message)


class EngineUnreachable(GenerationFailed):
    """The engine does not answer; a job begun there may still be going on."""

    message = later("The music engine cannot be reached. Nothing was charged; please try again later.")


class GenerationCancelled(MelodyError):
    """The work was cancelled, or now belongs to another worker."""

    message = later("Cancelled.")
