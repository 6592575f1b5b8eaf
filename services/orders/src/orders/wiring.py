"""From settings to the parts that app and worker share."""

from dataclasses import asdict
from functools import partial

from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.mail import mail_config
from marketkit.setbacks import Setbacks

from marketkit import wiring
from orders.domain.holding import HoldRules
from orders.mail import MailConfig, MailQueue, MailSender
from orders.payments import PaymentSide, StripeConfig
from orders.region.categories import load_categories
from orders.region.datev import load_chart
from orders.region.deposits import load_deposits
from orders.region.operator import load_operator
from orders.region.retention import load_retention
from orders.region.vat import load_vat
from orders.settings import OrdersSettings
from orders.use_cases.commission_book import CommissionBook
from orders.use_cases.context import Context
from orders.use_cases.payout_ports import NoPayoutAccounts
from orders.use_cases.ports import AlwaysExpire, NoPayments

opened_database = partial(wiring.opened_database, leaves_sessions_clean=True)


def payment_side(
    settings: OrdersSettings, database: Database, clock: Clock | None = None
) -> PaymentSide | None:
    """None when no provider is configured."""
    api_key = settings.stripe_api_key.get_secret_value()
    if not api_key:
        return None
    config = StripeConfig(
        api_key=api_key,
        webhook_secrets=tuple(s.get_secret_value() for s in settings.stripe_webhook_secrets),
        ways=settings.online_ways,
        debits_on_trust=settings.debits_on_trust,
        money_back_within=settings.money_back_within,
        connect_webhook_secrets=tuple(
            s.get_secret_value() for s in settings.stripe_connect_webhook_secrets
        ),
        public_url=settings.public_base,
        guest_token_secret=_guest_token_secret(settings),
        api_base=str(settings.stripe_api_base).rstrip("/"),
    )
    return PaymentSide(database, config, clock or SystemClock(), MailQueue())


def mail_sender(
    settings: OrdersSettings, database: Database, clock: Clock | None = None
) -> MailSender | None:
    """None when there is no server to hand mails to."""
    config = mail_config(settings)
    if config is None:
        return None
    with_secret = MailConfig(**asdict(config), guest_token_secret=_guest_token_secret(settings))
    return MailSender(database, with_secret, clock or SystemClock())


def build_context(
    settings: OrdersSettings,
    database: Database,
    payments: PaymentSide | None,
    clock: Clock | None = None,
) -> Context:
    return Context(
        database=database,
        guest_token_secret=_guest_token_secret(settings),
        order_prefix=settings.order_prefix,
        time_to_pay=settings.time_to_pay,
        silence_limit_minutes=settings.silence_limit_minutes,
        goodwill_limit=settings.goodwill_limit,
        hold_rules=HoldRules(
            accounts=settings.hold_for,
            guests=settings.hold_for_guests,
            at_most=settings.hold_at_most,
            most_pieces=settings.hold_most_pieces,
            most_carts=settings.hold_most_carts,
        ),
        clock=clock or SystemClock(),
        setbacks=Setbacks(clock),
        payments=payments.desk if payments else NoPayments(),
        gate=payments.desk if payments else AlwaysExpire(),
        notifications=MailQueue(),
        vat=load_vat(settings.region_dir),
        operator=load_operator(settings.region_dir),
        deposits=load_deposits(settings.region_dir),
        accounts=payments.accounts if payments else NoPayoutAccounts(),
        online_needs_account=settings.online_needs_account,
        online_ways=settings.online_ways,
        debits_on_trust=settings.debits_on_trust,
        chart=load_chart(settings.region_dir),
        retention=load_retention(settings.region_dir),
        commission=CommissionBook(load_categories(settings.region_dir), settings.fee_vat_permille),
    )


def _guest_token_secret(settings: OrdersSettings) -> bytes:
    return settings.guest_token_secret.get_secret_value().encode()
