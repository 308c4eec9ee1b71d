package p
const (
	// ErrA is the first.
	ErrA Code = iota + 100
	ErrB // second
	_
	ErrC
	ErrD = 1 << iota
)
var texts = map[Code]string{ErrB: "text of B"}
