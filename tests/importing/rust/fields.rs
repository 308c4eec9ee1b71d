#[derive(thiserror::Error, Debug)]
#[non_exhaustive]
pub enum Error {
    #[error("file {path:?} is \"missing\"")]
    Missing { path: PathBuf },
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[cfg(feature = "net")]
    #[error("no answer within {0} s")]
    Timeout(u64),
    /// Never sent
    Unit,
}
