using System.ComponentModel;

namespace Acme.Shop
{
    [Flags]
    public enum ShopError : uint
    {
        None = 0x0,
        /// <summary>
        /// The cart is <see cref="Empty"/> empty.
        /// </summary>
        CartEmpty = 0x3E9, // = 1001
        CartLocked,
        /* gap */
        CardDeclined = 2_001u,
        All = CartEmpty | CardDeclined,
        AfterAll,
    }
}
