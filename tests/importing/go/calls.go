package shop

import "net/http"

var (
	// ErrCartEmpty is returned for a cart without items.
	ErrCartEmpty = errors.New(1001, "cart is empty", http.StatusConflict)
	ErrCartLocked = errors.New(1002, "cart is locked by %s", http.StatusLocked) // rare
	errInternal = fmt.Errorf("no code")
)

var ErrAlone = errors.New(1003, "alone", http.StatusTooManyRequests)
