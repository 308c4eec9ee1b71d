#[derive(Error)]
pub enum E {
    /// doc of A
    #[error("x {0}")]
    AFailed = 1,
    /// doc of B
    BFailed,
}
