"""Every table. The rows are the truth; queues, caches and open pages only follow them."""

from sqlmodel import SQLModel

from melodymaker.db.models.columns import UtcDateTime, columns_of, get_or_none, is_id, new_id, now
from melodymaker.db.models.comments import Comment
from melodymaker.db.models.credits import CreditEntry, PaymentEvent
from melodymaker.db.models.generations import Generation, Preset
from melodymaker.db.models.keys import ApiKey, StoredAnswer
from melodymaker.db.models.lists import Favorite, Like, Listen, Playlist, PlaylistSong
from melodymaker.db.models.measures import MetricCounter
from melodymaker.db.models.moderation import AdminAction, Report
from melodymaker.db.models.notifications import Digest, Notification, NotificationChoice, NotificationEvent
from melodymaker.db.models.people import MAX_HANDLE, Block, Follow, FormerHandle, User, UserSession
from melodymaker.db.models.sign_in import AccountLink, Identity, Passkey
from melodymaker.db.models.songs import PEAKS, Category, Song, SongCategory, SongCount, SongDay, song_search_text
from melodymaker.db.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "MAX_HANDLE",
    "PEAKS",
    "AccountLink",
    "AdminAction",
    "ApiKey",
    "Block",
    "Category",
    "Comment",
    "CreditEntry",
    "Digest",
    "Favorite",
    "Follow",
    "FormerHandle",
    "Generation",
    "Identity",
    "Like",
    "Listen",
    "MetricCounter",
    "Notification",
    "NotificationChoice",
    "NotificationEvent",
    "Passkey",
    "PaymentEvent",
    "Playlist",
    "PlaylistSong",
    "Preset",
    "Report",
    "SQLModel",
    "Song",
    "SongCategory",
    "SongCount",
    "SongDay",
    "StoredAnswer",
    "User",
    "UserSession",
    "UtcDateTime",
    "Webhook",
    "WebhookDelivery",
    "columns_of",
    "get_or_none",
    "is_id",
    "new_id",
    "now",
    "song_search_text",
]
