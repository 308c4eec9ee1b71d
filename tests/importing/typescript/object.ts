export const ERRORS = {
  // kept for old clients
  INVALID_TOKEN: { code: "E01", message: `Bad ${x} token`, status: 401 },
  EXPIRED: { code: "E02", message: 'It\'s expired', status: HttpStatus.GONE },
} as const;
