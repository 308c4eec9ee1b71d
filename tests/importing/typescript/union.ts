type Code =
  | "card_declined" // Declined
  /* Gone */
  | "card_gone";
