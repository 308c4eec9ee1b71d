/** Not there. */
export class NotFoundError extends ApiError { readonly code = "not_found"; status = 404 }
export class GoneError extends ApiError { readonly code = "gone"; status = 410 }
