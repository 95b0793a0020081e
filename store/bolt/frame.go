package bolt

import (
	"encoding/binary"
	"hash/crc32"
	"unsafe"
)

// Every document is kept in a frame: a version byte, the CRC-32C of table, key
// and document, the document. bbolt has checksums for its header pages only, so
// a flipped bit in a record would go unnoticed; and a record that turns up
// under another key is not what was written either.

const (
	frameVersion = 1
	frameSize    = 5
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal frames a copy of doc. base is the checksum of the table's name.
func seal(base uint32, key string, doc []byte) []byte {
	f := make([]byte, frameSize+len(doc))
	f[0] = frameVersion
	binary.LittleEndian.PutUint32(f[1:], sum(base, raw(key), doc))
	copy(f[frameSize:], doc)
	return f
}

// unseal returns the document in frame, or why there is none.
func unseal(base uint32, key, frame []byte) (doc []byte, why string) {
	if len(frame) < frameSize {
		return nil, "too short"
	}
	if frame[0] != frameVersion {
		return nil, "unknown version"
	}
	doc = frame[frameSize:len(frame):len(frame)]
	if binary.LittleEndian.Uint32(frame[1:]) != sum(base, key, doc) {
		return nil, "wrong checksum"
	}
	return doc, ""
}

func sum(base uint32, key, doc []byte) uint32 {
	return crc32.Update(crc32.Update(base, castagnoli, key), castagnoli, doc)
}

// raw is the bytes of s, not to be written to.
func raw(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// text is b as a string that is valid as long as b is.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
