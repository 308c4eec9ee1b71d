package x;
public final class Errors {
  private Errors() {}
  public static final class Cart {
    /** The cart is empty. */
    public static final int EMPTY = 1_001;
    public static final int LOCKED = 0x3EA; // 1002
    static int counter = 7;
  }
  public interface Payment {
    /**
     * Card declined by the {@code issuer}.
     * @since 1.2
     */
    int DECLINED = 2001;
    int NEXT = DECLINED + 1;
  }
}
