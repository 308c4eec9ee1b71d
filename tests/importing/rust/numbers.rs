#[repr(i32)]
pub(crate) enum Code {
    Ok = 0, // fine
    Bad = -32_600,
    Next,
    Hex = 0x10,
    Sum = 1 + 2,
    After,
}
