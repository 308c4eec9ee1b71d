pub mod codes {
    /// Card declined
    pub const CARD_DECLINED: u32 = 2_001;
    pub const CARD_EXPIRED: u32 = 2002u32; // card expired
    pub const CARD_NEXT: u32 = CARD_EXPIRED + 1;
    pub const TEXT: &'static str = "E\u{2d}3";
}
