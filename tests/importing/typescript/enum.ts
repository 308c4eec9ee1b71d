/** Codes. */
export enum ErrorCode {
  /** The card was declined. */
  CardDeclined = 1001,
  NotFound, // Nothing is there
  // eslint-disable-next-line
  "quoted-name" = 1005,
}
