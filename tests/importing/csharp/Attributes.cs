public enum Err
{
    [EnumMember(Value = "card_declined"), Description("Card \"declined\"")]
    CardDeclined = 10,
    [Obsolete]
    [Description("Card {0} expired")]
    CardExpired = 11,
#if LEGACY
    [Description("Old")] Old = 12,
#endif
    [Display(Name = "Card stolen")] CardStolen = 13
}
