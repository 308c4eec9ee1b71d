package shop

// Code is a code.
type Code string

const (
	CodeCartEmpty  Code = "cart_empty" // the cart is empty
	CodeCartLocked Code = `cart_locked`

	/* CodeQuoted has "quotes". */
	CodeQuoted Code = "it\x2dquoted"
)

const CodeAlone Code = "alone"
