"""Products, and which entries belong to them."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.change_rules._finds import appeared, disappeared, relisted
from errcat.comparing.changes import ADDED, REMOVED
from errcat.comparing.examples import Example
from errcat.comparing.policy import RISKY

rule = partial(ChangeRule, __name__)

_EMAIL = "products: {email: {title: Email API}}"
_AND_FAX = "products: {email: {title: Email API}, fax: {title: Fax API}}"


PRODUCT_ADDED = rule(
    """A product may be added.

    No client depends on a product that did not exist.
    """,
    appeared,
    name="product-added",
    kind="product",
    on=(ADDED,),
    section="Added",
    bump="minor",
    template='product "{product}" was added',
    examples=(Example(header=(_EMAIL, _AND_FAX)),),
)

PRODUCT_DESCRIBED = rule(
    """Title, description, owner and URL of a product may change.

    Programs do not depend on them.
    """,
    name="product-described",
    kind="product",
    fields=("title", "description", "owner", "url"),
    surfaces={"docs": RISKY},
    template='product "{product}": {field} changed: "{old}" → "{new}"',
    examples=(Example(header=(_EMAIL, "products: {email: {title: E-mail API}}")),),
)

PRODUCT_REMOVED = rule(
    """A product is not removed while it has errors.

    Its pages and filters no longer exist.
    """,
    disappeared,
    name="product-removed",
    kind="product",
    on=(REMOVED,),
    section="Removed",
    surfaces={"docs": RISKY},
    template='product "{product}" was removed',
    examples=(Example(header=(_AND_FAX, _EMAIL)),),
)

PRODUCTS_CHANGED = rule(
    """The products of an entry may change.

    Pages and filters group by product. No client branches on it.
    """,
    relisted("products"),
    name="products-changed",
    fields=("products",),
    surfaces={"docs": RISKY},
    template='{code} {name}: products changed: "{old}" → "{new}"',
    examples=(Example("products: [email]", "products: [email, fax]"),),
)
