public enum ApiError {
  NOT_FOUND(HttpStatus.NOT_FOUND, 40401, "Order %s not found"),
  CONFLICT(HttpStatus.CONFLICT, 40901, "Order %1$s was changed"),
  CONFLICT_TOO(HttpStatus.CONFLICT, 40901, "Order %1$s was changed"),
  BUSY(HttpStatus.SERVICE_UNAVAILABLE, 50301, "Try again") {
    @Override public boolean retry() { return true; }
  };

  ApiError(HttpStatus httpStatus, int code, String message) { }
  ApiError(HttpStatus httpStatus, int code) { this(httpStatus, code, ""); }
}
