namespace Acme;

public static class ErrorCodes
{
    public static class Cart
    {
        /// <summary>The cart is &quot;empty&quot;.</summary>
        public const string Empty = "cart/empty";
        public const string Locked = @"cart/locked"; // by another user
        private static int counter = 3;
    }

    public static class Payment
    {
        public static readonly string Declined = "payment/declined";
    }
}
