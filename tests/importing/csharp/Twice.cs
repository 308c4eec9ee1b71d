internal enum Codes
{
    A = 1, // first
    B = 2, // second
    C = 2, // second again
    Min = -5,
}
