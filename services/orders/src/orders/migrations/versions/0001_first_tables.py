"""Copies of the catalogue, stock with its ledger, carts, orders, payments, mails."""

from alembic import op
from marketkit.db.migrations import create_kit_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

COPIES = (
    """
    CREATE TABLE shop_copy (
        shop_id uuid PRIMARY KEY,
        version bigint NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        status text NOT NULL,
        street text NOT NULL,
        postal_code text NOT NULL,
        place text NOT NULL,
        opening_hours text NOT NULL,
        preparation_minutes integer NOT NULL,
        pickup_note text NOT NULL,
        phone text NOT NULL,
        email text NOT NULL,
        tax_mode text NOT NULL,
        imprint jsonb NOT NULL,
        picture text
    )
    """,
    # The shop's people ask by slug. Not unique: a renamed shop's old slug may arrive at its
    # new owner before the rename arrives here.
    "CREATE INDEX shop_copy_slug ON shop_copy (slug)",
    """
    CREATE TABLE staff_copy (
        shop_id uuid NOT NULL,
        account_id uuid NOT NULL,
        role text NOT NULL,
        PRIMARY KEY (shop_id, account_id)
    )
    """,
    "CREATE TABLE staff_version (shop_id uuid PRIMARY KEY, version bigint NOT NULL)",
    """
    CREATE TABLE product_copy (
        product_id uuid PRIMARY KEY,
        shop_id uuid NOT NULL,
        version bigint NOT NULL,
        withdrawn boolean NOT NULL
    )
    """,
    """
    CREATE TABLE offer (
        variant_id uuid PRIMARY KEY,
        product_id uuid NOT NULL,
        shop_id uuid NOT NULL,
        sku text NOT NULL,
        title text NOT NULL,
        slug text NOT NULL,
        label text NOT NULL,
        category text NOT NULL,
        picture text,
        price integer NOT NULL CHECK (price >= 0),
        vat_class text NOT NULL,
        unit_price jsonb,
        content_amount numeric,
        content_unit text,
        deposit integer NOT NULL CHECK (deposit >= 0),
        deposit_kind text,
        withdrawn boolean NOT NULL
    )
    """,
    # A changed product replaces all its variants.
    "CREATE INDEX offer_product ON offer (product_id)",
)

STOCK = (
    """
    CREATE TABLE stock (
        variant_id uuid PRIMARY KEY,
        product_id uuid NOT NULL,
        shop_id uuid NOT NULL,
        on_hand integer NOT NULL,
        reserved integer NOT NULL DEFAULT 0,
        on_order boolean NOT NULL DEFAULT false,
        version bigint NOT NULL,
        counted_version bigint NOT NULL DEFAULT 0,
        CONSTRAINT stock_never_oversold CHECK (reserved >= 0 AND reserved <= on_hand)
    ) WITH (fillfactor = 70)
    """,  # Room in the page keeps the many small updates off the indexes.
    "CREATE INDEX stock_shop ON stock (shop_id, variant_id)",
    """
    CREATE TABLE stock_movement (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        variant_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('counted', 'corrected', 'sold', 'returned')),
        delta integer NOT NULL,
        shop_order_id uuid,
        account_id uuid,
        at timestamptz NOT NULL DEFAULT now()
    )
    """,
    "CREATE INDEX stock_movement_variant ON stock_movement (variant_id, id)",
    """
    CREATE TABLE hold (
        order_id uuid NOT NULL,
        variant_id uuid NOT NULL,
        shop_order_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        state text NOT NULL CHECK (state IN ('held', 'committed', 'released', 'expired')),
        expires_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        PRIMARY KEY (order_id, variant_id)
    )
    """,
)

SELLABLE = """
    CREATE VIEW sellable AS
    SELECT
        o.variant_id, o.product_id, o.shop_id, o.title, o.label, o.picture AS offer_picture,
        o.price, o.deposit, o.vat_class, o.unit_price, o.withdrawn,
        coalesce(k.on_order, false) AS on_order,
        coalesce(k.on_hand - k.reserved, 0) AS available,
        s.slug, s.name, s.place, s.picture AS shop_picture, s.status, s.opening_hours,
        s.preparation_minutes, s.street, s.postal_code, s.phone, s.email, s.pickup_note
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""

CARTS = (
    """
    CREATE TABLE cart (
        id uuid PRIMARY KEY,
        account_id uuid,
        version bigint NOT NULL DEFAULT 1,
        order_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    # The open cart of an account, found when a guest's cart is claimed.
    """
    CREATE INDEX cart_open ON cart (account_id)
    WHERE account_id IS NOT NULL AND order_id IS NULL
    """,
    """
    CREATE TABLE cart_line (
        cart_id uuid NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
        variant_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        price_seen integer NOT NULL,
        position integer NOT NULL,
        PRIMARY KEY (cart_id, variant_id)
    )
    """,
)

ORDERS = (
    "CREATE SEQUENCE order_number",
    """
    CREATE TABLE "order" (
        id uuid PRIMARY KEY,
        number text NOT NULL,
        version bigint NOT NULL DEFAULT 1,
        cart_id uuid NOT NULL,
        account_id uuid,
        guest_token_hash bytea,
        status text NOT NULL
            CHECK (status IN ('awaiting_payment', 'placed', 'completed', 'cancelled')),
        payment_method text NOT NULL CHECK (payment_method IN ('pickup', 'online')),
        contact_name text NOT NULL,
        contact_email text,
        contact_phone text,
        note text NOT NULL DEFAULT '',
        total integer NOT NULL CHECK (total >= 0),
        pay_until timestamptz,
        created_at timestamptz NOT NULL
    )
    """,
    # The sweeper looks only for orders whose time to pay can run out.
    """
    CREATE INDEX order_unpaid ON "order" (pay_until) WHERE status = 'awaiting_payment'
    """,
    'CREATE UNIQUE INDEX order_number_unique ON "order" (number)',
    # The last guard against ordering one cart twice.
    'CREATE UNIQUE INDEX order_cart_unique ON "order" (cart_id)',
    # "My orders", newest first: ids are ordered by time.
    'CREATE INDEX order_account ON "order" (account_id, id) WHERE account_id IS NOT NULL',
    """
    CREATE TABLE shop_order (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES "order" (id),
        shop_id uuid NOT NULL,
        number text NOT NULL,
        version bigint NOT NULL DEFAULT 1,
        status text NOT NULL CHECK (
            status IN ('placed', 'accepted', 'ready', 'handed_over', 'declined', 'cancelled')
        ),
        reason text,
        slot_start timestamptz NOT NULL,
        slot_end timestamptz NOT NULL,
        subtotal integer NOT NULL,
        deposit_total integer NOT NULL,
        total integer NOT NULL CHECK (total = subtotal + deposit_total),
        pickup_code text NOT NULL,
        wrong_codes integer NOT NULL DEFAULT 0,
        last_wrong_code_at timestamptz,
        shop json NOT NULL,
        opened_at timestamptz
    )
    """,
    "CREATE INDEX shop_order_order ON shop_order (order_id)",
    # A shop's counter: its open and past orders by pickup time; unpaid ones are not its business.
    """
    CREATE INDEX shop_order_counter ON shop_order (shop_id, slot_start, id)
    WHERE opened_at IS NOT NULL
    """,
    """
    CREATE TABLE order_line (
        shop_order_id uuid NOT NULL REFERENCES shop_order (id),
        position integer NOT NULL,
        variant_id uuid NOT NULL,
        product_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        price integer NOT NULL,
        deposit integer NOT NULL,
        vat_class text NOT NULL,
        shown json NOT NULL,
        PRIMARY KEY (shop_order_id, position)
    )
    """,
    """
    CREATE TABLE history (
        shop_order_id uuid NOT NULL,
        version bigint NOT NULL,
        status text NOT NULL,
        reason text,
        account_id uuid,
        at timestamptz NOT NULL,
        PRIMARY KEY (shop_order_id, version)
    )
    """,
    """
    CREATE TABLE idempotency (
        scope text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        order_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (scope, key)
    )
    """,
    # Forgotten after a while, oldest first.
    "CREATE INDEX idempotency_age ON idempotency (created_at)",
)

PAYMENTS = (
    """
    CREATE TABLE payment (
        order_id uuid PRIMARY KEY REFERENCES "order" (id),
        method text NOT NULL,
        status text NOT NULL CHECK (
            status IN ('pending', 'paid', 'failed', 'expired', 'partly_refunded', 'refunded')
        ),
        amount integer NOT NULL CHECK (amount >= 0),
        idempotency_key text NOT NULL UNIQUE,
        session_id text UNIQUE,
        payment_url text,
        provider_id text,
        expires_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        paid_at timestamptz
    )
    """,
    """
    CREATE TABLE refund (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES "order" (id),
        shop_order_id uuid REFERENCES shop_order (id),
        amount integer NOT NULL CHECK (amount > 0),
        reason text NOT NULL DEFAULT '',
        status text NOT NULL DEFAULT 'requested'
            CHECK (status IN ('requested', 'issued', 'failed')),
        idempotency_key text NOT NULL UNIQUE,
        provider_id text,
        attempts integer NOT NULL DEFAULT 0,
        available_at timestamptz NOT NULL DEFAULT now(),
        error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        issued_at timestamptz
    )
    """,
    "CREATE INDEX refund_order ON refund (order_id)",
    "CREATE INDEX refund_waiting ON refund (available_at) WHERE status = 'requested'",
    """
    CREATE TABLE stripe_event (
        id text PRIMARY KEY,
        type text NOT NULL,
        payload jsonb NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        processed_at timestamptz,
        error text
    )
    """,
    "CREATE INDEX stripe_event_waiting ON stripe_event (received_at) WHERE processed_at IS NULL",
    """
    CREATE TABLE mail (
        id uuid PRIMARY KEY,
        to_address text NOT NULL,
        subject text NOT NULL,
        text text NOT NULL,
        html text NOT NULL,
        dedupe_key text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        available_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        sent_at timestamptz,
        error text
    )
    """,
    "CREATE INDEX mail_waiting ON mail (available_at) WHERE sent_at IS NULL",
)


def upgrade() -> None:
    create_kit_tables(op.execute)
    for statement in (*COPIES, *STOCK, SELLABLE, *CARTS, *ORDERS, *PAYMENTS):
        op.execute(statement)


def downgrade() -> None:
    tables = (
        "mail, stripe_event, refund, payment, idempotency, history, order_line, shop_order, "
        '"order", cart_line, cart, hold, stock_movement, stock, offer, product_copy, '
        "staff_version, staff_copy, shop_copy, outbox, inbox"
    )
    op.execute("DROP VIEW sellable")
    op.execute(f"DROP TABLE {tables}")
    op.execute("DROP SEQUENCE order_number")
