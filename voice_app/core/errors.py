"""What can go wrong, named as a person would say it. The web turns each into one page."""


class VoiceError(Exception):
    """The base of every error that means something to a person."""


class NotFound(VoiceError):
    """It does not exist, or the person asking may not know that it does."""


class NotAllowed(VoiceError):
    """The person asking may know about it but may not do this."""


class AlreadyDone(VoiceError):
    """Somebody did this first; what they did stands and nothing typed is lost."""


class NotRecoverable(VoiceError):
    """Nobody has shown yet that the recovery copy of the master key can be read."""


class TooManyTries(VoiceError):
    """Too many wrong guesses from here; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class TooBusy(VoiceError):
    """Too many people at once, and nobody's fault; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class Refused(VoiceError):
    """A command or start-up that would be unsafe; the message says what to do instead."""


class RecordBroken(VoiceError):
    """Stored data does not match its seal or its place in the trail."""


class CouldNotMake(VoiceError):
    """A document could not be made, although it was tried again; nothing of it was kept."""
