package x;
public enum ErrorCode {
  /** Kept. */
  A_DECLINED(1001, "Card {0} declined", HttpStatus.NOT_FOUND),
  B_GONE(1002, "Gone", HttpStatus.GONE);
  ErrorCode(int code, String message, HttpStatus status) {}
}
class More { public static final String QUOTA = "quota_reached"; // Quota reached
}
