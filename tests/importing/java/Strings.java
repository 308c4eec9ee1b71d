package com.acme.shop;

import lombok.Getter;

/** Codes of the shop. */
@Getter
public enum ShopError implements ErrorCode {
    /* the cart */
    CART_EMPTY("cart-001", "The cart is \"empty\""), // kept for old clients
    CART_LOCKED("cart-002", "Locked by {0}\u2026"),

    // ------------------------------------------------------------

    @Deprecated
    CART_LOST("cart-0003", "The cart was lost;" + " call us"),
    ;

    private final String code;
    private final String message;

    ShopError(final String code, final String message) {
        this.code = code;
        this.message = message;
    }
}
