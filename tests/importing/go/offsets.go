package shop

type Code int

const (
	_ Code = 4000 + iota
	BadRequest // 4001
	_
	BadHeader
)

const (
	First Code = 10
	Second Code = 20
	Third = First + 5
)

func (c Code) String() string {
	switch c {
	case BadRequest:
		return "the request is bad"
	case BadHeader:
		return "the header is bad"
	}
	return "?"
}
