"""Chooses the adapters from the settings and puts them in use. Nothing else knows the adapters."""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path

import alembic.command
import alembic.config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from melodymaker import db, demo_data, ports
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.http_messenger import HttpMessenger
from melodymaker.adapters.huey_queue import HueyQueue, TaskWrapper
from melodymaker.adapters.log_mailer import LogMailer
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.adapters.oauth_providers import providers_of
from melodymaker.adapters.outside_writer import OutsideWriter
from melodymaker.adapters.polar_payments import PolarPayments
from melodymaker.adapters.rate_limits import RateLimits
from melodymaker.adapters.redis_live import RedisLive
from melodymaker.adapters.smtp_mailer import SmtpMailer
from melodymaker.credits.ledger import give_free_to_all
from melodymaker.errors import EngineUnreachable, GenerationFailed
from melodymaker.settings import Settings
from melodymaker.types import Work

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def started(settings: Settings, tasks: Mapping[Work, TaskWrapper]) -> Iterator[ports.Ports]:
    """The app's database and adapters, in use until the block ends; the tasks are what the queue enqueues."""
    if found := faults(settings):
        sys.exit(report(found))
    db.use(db.connect(settings.database))
    storage = _storage(settings)
    site = ports.Site(settings.url, settings.secret)
    chosen = ports.Ports(
        storage=storage,
        queue=HueyQueue(tasks),
        live=RedisLive(settings.redis_url) if settings.redis_url else MemoryLive(),
        generator=_generator(settings, storage),
        limits=RateLimits(settings.redis_url),
        mailer=_mailer(settings),
        messenger=HttpMessenger(allow_local=site.is_local),
        site=site,
        quota=ports.Quota(settings.songs_per_day, settings.bytes_per_user),
        banned_words=settings.words_banned,
        credits=ports.CreditTerms(on=settings.credits == "on", free=settings.free_credits),
        payments=_payments(settings),
        sign_in=ports.SignInWays(settings.guests, providers_of(settings.providers)),
    )
    ports.use(chosen)
    give_free_to_all()
    try:
        with _traces(settings):
            yield chosen
    finally:
        for adapter in (chosen.live, chosen.payments, chosen.generator):
            if close := getattr(adapter, "close", None):  # of those that hold connections
                close()
        ports.use(None)
        db.use(None)


def faults(settings: Settings) -> list[str]:
    """What keeps the app from starting, a line for each setting that is to blame.

    An embedded database is brought up to date on the way.
    """
    # A database comes with the demo data, if there is none yet.
    if fault := demo_data.bring(settings):
        return [fault]
    found = [database_fault(settings)]
    if settings.redis_url:
        found.append(redis_fault(settings.redis_url))
    if settings.in_bucket:
        from melodymaker.adapters.s3_storage import S3Storage

        found.append(S3Storage(settings).fault())
    if settings.smtp_url:
        found.append(SmtpMailer(settings.smtp_url, settings.mail_from).fault())
    if settings.on_gpu:
        found.append(_gpu_fault(settings))
    elif (writer := _writer(settings)) and (fault := writer.fault()):
        # Songs are made without it, too, by the engine's own writer.
        log.warning(
            "WRITER_URL, WRITER_MODEL: %s %s; until then the engine writes by itself", settings.writer_url, fault
        )
    return [fault for fault in found if fault]


def migrate(url: str) -> None:
    """Bring the database's tables up to date."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    alembic.command.upgrade(_alembic(url), "head")


def _storage(settings: Settings) -> ports.Storage:
    if settings.in_bucket:
        from melodymaker.adapters.s3_storage import S3Storage

        return S3Storage(settings)
    from melodymaker.adapters.local_storage import LocalStorage

    return LocalStorage(settings.data_dir / "media", settings.secret, settings.url)


def _generator(settings: Settings, storage: ports.Storage) -> ports.SongGenerator:
    if not settings.on_gpu:
        from melodymaker.adapters.sketch_generator import SketchGenerator

        return SketchGenerator(storage, settings.sound_font, _writer(settings))
    from melodymaker.adapters.gpu_generator import GpuGenerator

    generator = GpuGenerator(storage, _gpu_service(settings))
    with suppress(EngineUnreachable):  # songs can be heard without it, and requests wait for it
        generator.read_capabilities()
    return generator


def _writer(settings: Settings) -> OutsideWriter | None:
    if not settings.writer_url:
        return None
    return OutsideWriter(settings.writer_url, settings.writer_model, settings.writer_key)


def _mailer(settings: Settings) -> ports.Mailer:
    return SmtpMailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else LogMailer()


def _payments(settings: Settings) -> PolarPayments | None:
    return PolarPayments(settings) if settings.polar_access_token else None


def _traces(settings: Settings) -> AbstractContextManager[None]:
    if not settings.otel_exporter_otlp_endpoint:
        return nullcontext()
    from melodymaker.adapters.otlp_traces import exporting

    return exporting(settings)


def _gpu_service(settings: Settings) -> GpuService:
    return GpuService(settings.gpu_url, settings.modal_key, settings.modal_secret)


def _gpu_fault(settings: Settings) -> str:
    """What is wrong with the keys or the address; a service that only does not answer is no reason not to start."""
    try:
        with closing(_gpu_service(settings)) as service:
            service.capabilities()
    except EngineUnreachable:
        log.warning("GPU_URL: %s does not answer; requests will wait until it does", settings.gpu_url)
    except GenerationFailed:
        return "GPU_URL, MODAL_KEY, MODAL_SECRET: no MelodyMaker GPU service at that address that takes these keys"
    return ""


def database_fault(settings: Settings, *, migrates: bool = True) -> str:
    """What is wrong with the database; an embedded one that is behind is brought up to date, if that is wanted."""
    scripts = ScriptDirectory.from_config(_alembic(settings.database))
    engine = db.connect(settings.database)
    try:
        with engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return f"DATABASE_URL: the database cannot be reached ({_first_line(error)})"
    finally:
        engine.dispose()
    if at and at not in {script.revision for script in scripts.walk_revisions()}:
        return "DATABASE_URL: the database belongs to a newer MelodyMaker than this one; update the app"
    if at == scripts.get_current_head():
        return ""
    if not settings.database.startswith("sqlite"):
        return "DATABASE_URL: the database is behind this MelodyMaker; bring it up to date with `make migrate`"
    if migrates:
        migrate(settings.database)
    return ""


def redis_fault(url: str) -> str:
    """What is wrong with Redis."""
    try:
        with Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3) as redis:
            redis.ping()
    except RedisError as error:
        return f"REDIS_URL: Redis cannot be reached ({_first_line(error)})"
    return ""


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0]


def report(found: list[str]) -> str:
    """One message of all that keeps the app from starting."""
    return "\n".join(["MelodyMaker cannot start:", *(f"  {fault}" for fault in found)])


def _alembic(url: str) -> alembic.config.Config:
    config = alembic.config.Config(_ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config
