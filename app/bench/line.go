package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
)

// line is a connection to the program that is kept open: as much of HTTP as a
// load generator needs, so that what is measured is the program.
type line struct {
	conn net.Conn
	in   *bufio.Reader
	out  []byte
	body []byte
}

func dial(addr string) (*line, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, in: bufio.NewReaderSize(conn, 8<<10)}, nil
}

func (l *line) close() { _ = l.conn.Close() }

// post sends a request and returns the body of a 200. It is valid until the
// next request.
func (l *line) post(path, query, body []byte) ([]byte, error) {
	b := append(append(append(append(l.out[:0], "POST "...), path...), '?'), query...)
	b = append(b, " HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml\r\nContent-Length: "...)
	b = strconv.AppendInt(b, int64(len(body)), 10)
	l.out = append(append(b, "\r\n\r\n"...), body...)
	if _, err := l.conn.Write(l.out); err != nil {
		return nil, err
	}
	return l.answer()
}

func (l *line) answer() ([]byte, error) {
	status, err := l.in.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	ok := bytes.HasPrefix(status, []byte("HTTP/1.1 200 "))
	said := strings.TrimSpace(string(status[min(len(status), 9):]))
	size, err := l.headers()
	if err != nil {
		return nil, err
	}
	if cap(l.body) < size {
		l.body = make([]byte, size)
	}
	l.body = l.body[:size]
	if _, err := io.ReadFull(l.in, l.body); err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("the program answered %s: %s", said, l.body)
	}
	return l.body, nil
}

// headers passes over the headers and returns the length of the body.
func (l *line) headers() (size int, err error) {
	size = -1
	for {
		h, err := l.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(h) <= 2 {
			break
		}
		if value, is := bytes.CutPrefix(h, []byte("Content-Length: ")); is {
			if size, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, err
			}
		}
	}
	if size < 0 {
		return 0, errors.New("an answer without a length")
	}
	return size, nil
}
