export enum ApiErr {
  BadInput = 9000, // legacy
  NotLoggedIn, // the session is over
  Unused = 9040,
}
export const MESSAGES: Record<ApiErr, string> = {
  [ApiErr.BadInput]: "Bad input - please try again",
  [ApiErr.NotLoggedIn]: 'Log in first',
};
