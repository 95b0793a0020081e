package wechat

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"
)

var errXML = errors.New("not the XML of a message")

// children reads an XML document and calls leaf with the name and the own text
// of every child of its root, in order. Attributes, comments and what lies
// deeper are passed over; a document type is refused. The slices are good only
// during the call.
//
// encoding/xml takes ten times as long and this is done twice for every message;
// the fuzz test holds the two against each other.
func children(doc []byte, leaf func(name, text []byte)) error {
	s := scan{rest: doc, leaf: leaf}
	for !s.done {
		if err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

const maxDepth = 16

// scan is the state between two tokens.
type scan struct {
	rest  []byte
	leaf  func(name, text []byte)
	open  [maxDepth][]byte // names of the elements we are in
	depth int
	text  []byte // own text of the child we are in
	ours  bool   // text is a copy of ours, not a part of the document
	done  bool
}

// next takes one token.
func (s *scan) next() error {
	if i := bytes.IndexByte(s.rest, '<'); i != 0 {
		if i < 0 {
			return errXML
		}
		words := s.rest[:i]
		s.rest = s.rest[i:]
		return s.words(words)
	}
	switch {
	case bytes.HasPrefix(s.rest, []byte("<![CDATA[")):
		data, err := s.until("<![CDATA[", "]]>")
		if err == nil && s.depth == 0 {
			return errXML
		}
		s.add(data)
		return err
	case bytes.HasPrefix(s.rest, []byte("<!--")):
		_, err := s.until("<!--", "-->")
		return err
	case bytes.HasPrefix(s.rest, []byte("<?")):
		_, err := s.until("<?", "?>")
		return err
	case bytes.HasPrefix(s.rest, []byte("</")):
		name, err := s.until("</", ">")
		if err != nil {
			return err
		}
		return s.leave(bytes.TrimRight(name, space))
	}
	return s.enter()
}

const space = " \t\r\n"

// until takes what lies between two marks, the first of which is next.
func (s *scan) until(from, to string) ([]byte, error) {
	i := bytes.Index(s.rest[len(from):], []byte(to))
	if i < 0 {
		return nil, errXML
	}
	inner := s.rest[len(from) : len(from)+i]
	s.rest = s.rest[len(from)+i+len(to):]
	return inner, nil
}

// enter takes a start tag, passing over its attributes.
func (s *scan) enter() error {
	s.rest = s.rest[1:]
	n := nameEnd(s.rest)
	if n == 0 || n == len(s.rest) || s.depth == maxDepth {
		return errXML
	}
	name := s.rest[:n]
	if s.rest[n] == '>' { // nearly always
		s.rest = s.rest[n+1:]
		s.push(name)
		return nil
	}
	s.rest = s.rest[n:]
	empty, err := s.attributes()
	if err != nil {
		return err
	}
	s.push(name)
	if empty {
		return s.leave(name)
	}
	return nil
}

// attributes passes over what is left of a start tag. It reports whether the
// element ends with it.
func (s *scan) attributes() (empty bool, err error) {
	for {
		i := bytes.IndexAny(s.rest, "\"'></")
		if i < 0 {
			return false, errXML
		}
		mark := s.rest[i]
		s.rest = s.rest[i+1:]
		switch {
		case mark == '>':
			return false, nil
		case mark == '/' && len(s.rest) > 0 && s.rest[0] == '>':
			s.rest = s.rest[1:]
			return true, nil
		case mark == '/' || mark == '<':
			return false, errXML
		}
		end := bytes.IndexByte(s.rest, mark) // of a quoted value
		if end < 0 {
			return false, errXML
		}
		s.rest = s.rest[end+1:]
	}
}

func nameEnd(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', '/', '>', '<', '"', '\'', '=', '&', '!':
			return i
		}
	}
	return len(b)
}

func (s *scan) push(name []byte) {
	s.open[s.depth] = name
	if s.depth++; s.depth == 2 {
		s.text, s.ours = nil, false
	}
}

func (s *scan) leave(name []byte) error {
	if s.depth == 0 || !bytes.Equal(s.open[s.depth-1], name) {
		return errXML
	}
	if s.depth == 2 {
		s.leaf(name, s.text)
	}
	s.depth--
	s.done = s.depth == 0
	return nil
}

// words takes text outside tags, resolving its entities.
func (s *scan) words(text []byte) error {
	if s.depth == 0 && len(bytes.Trim(text, space)) > 0 {
		return errXML
	}
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			s.add(text)
			return nil
		}
		s.add(text[:i])
		end := bytes.IndexByte(text[i:], ';')
		if end < 0 {
			return errXML
		}
		r, ok := entity(text[i+1 : i+end])
		if !ok {
			return errXML
		}
		s.add(utf8.AppendRune(nil, r))
		text = text[i+end+1:]
	}
}

// add appends to the text of the child we are in, copying only if it must.
func (s *scan) add(part []byte) {
	if s.depth != 2 || len(part) == 0 {
		return
	}
	if s.text == nil && bytes.IndexByte(part, '\r') < 0 {
		s.text = part
		return
	}
	if !s.ours {
		s.text, s.ours = bytes.Clone(s.text), true
	}
	for i, b := range part { // line ends become \n, https://www.w3.org/TR/xml/#sec-line-ends
		if b != '\r' {
			s.text = append(s.text, b)
		} else if i+1 == len(part) || part[i+1] != '\n' {
			s.text = append(s.text, '\n')
		}
	}
}

func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && utf8.ValidRune(rune(n))
}
