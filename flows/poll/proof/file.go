package proof

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A file is JSON lines: the header, a line for each ballot, and a line with the
// root. What is hashed is each line as it stands there, without its line feed.

// Write writes the file of the list, signed if there is a secret key.
func (l *List) Write(w io.Writer, secret string) error {
	signed, err := Sign(l.head(), secret)
	if err != nil {
		return fmt.Errorf("the head of the ballots cannot be signed: %w", err)
	}
	out := bufio.NewWriter(w)
	for _, line := range l.lines {
		out.WriteString(line + "\n")
	}
	end := foot{Ballots: len(l.Ballots), Header: hashOf(l.lines[0]), Root: l.Root(), Drawn: l.Drawn, Signed: signed}
	if signed != "" && l.Header.Format != FirstFormat {
		if end.Key, err = Public(secret); err != nil {
			return err
		}
	}
	out.WriteString(canonical(end) + "\n")
	return out.Flush()
}

func hashOf(line string) string { return tlog.RecordHash([]byte(line)).String() }

// maxLine is the longest line of a file.
const maxLine = 1 << 20

// read takes a file apart. It fails only where there is no telling what is what;
// anything else that is wrong is found by looking.
func read(r io.Reader) (*List, foot, error) {
	l := &List{}
	var err error
	if l.lines, err = linesOf(r); err != nil {
		return nil, foot{}, err
	}
	n := len(l.lines)
	if n < 2 {
		return nil, foot{}, errors.New("it is not a list of ballots, or nearly all of it is missing")
	}
	var end foot
	if strict(l.lines[n-1], &end) != nil {
		return nil, foot{}, errors.New("its last line, which has the root, is missing or broken")
	}
	end.line, l.Drawn = l.lines[n-1], end.Drawn
	if strict(l.lines[0], &l.Header) != nil || !known(l.Header.Format) {
		return nil, foot{}, fmt.Errorf("its first line is not the header of a file of the format %q", Format)
	}
	l.lines = l.lines[:n-1]
	l.Ballots = make([]Ballot, n-2)
	return l, end, l.plant()
}

// linesOf takes the lines of a file, each of which ends with a line feed. Where all of
// them end as another system has it they are taken for what they were.
func linesOf(r io.Reader) ([]string, error) {
	in := bufio.NewReader(r)
	var lines []string
	returns := 0
	for {
		line, err := readLine(in)
		switch {
		case err == io.EOF && line == "" && returns == len(lines):
			for i := range lines {
				lines[i] = strings.TrimSuffix(lines[i], "\r")
			}
			return lines, nil
		case err == io.EOF && line == "":
			return lines, nil
		case err == io.EOF:
			return nil, errors.New("its last line does not end")
		case err != nil:
			return nil, err
		}
		lines = append(lines, line)
		if strings.HasSuffix(line, "\r") {
			returns++
		}
	}
}

// readLine reads up to a line feed, and no line that is too long to be one.
func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if line = append(line, part...); len(line) > maxLine {
			return "", errors.New("it has a line that is far too long")
		}
		if err != bufio.ErrBufferFull {
			return strings.TrimSuffix(string(line), "\n"), err
		}
	}
}

// canonical is the one way a value is written.
func canonical(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only of a type that is not JSON, and of a Counted that is broken
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// written is a value as it comes back from a file: text that is not UTF-8 does
// not stay as it is.
func written[T any](v T) (back T) {
	if err := strict(canonical(v), &back); err != nil {
		panic(err)
	}
	return back
}

// strict reads a line that was written by canonical, and nothing else.
func strict(line string, v any) error {
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if d.More() {
		return errors.New("there is more on the line")
	}
	return nil
}
