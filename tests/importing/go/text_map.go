package shop

const (
	ErrA = 1 // one
	ErrB = 1 // one again
	ErrC = 0x10
)

var Text = map[int]string{
	ErrA: "the first",
	ErrC: `the "third"`,
	// ErrD: "never",
}
