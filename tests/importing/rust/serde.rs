use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The cart is empty.
    ///
    /// Add an item.
    #[serde(rename = "cart.empty")]
    CartEmpty,
    #[serde(rename = "cart.locked")]
    CartLocked, // by another user
}
