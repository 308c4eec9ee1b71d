enum Bare { // no values at all
  CARD_DECLINED, /* by the bank */
  CARD_EXPIRED,
  // CARD_OLD,
  CARD_STOLEN
}
