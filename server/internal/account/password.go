package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost of a password hash; it is written into the hash, so that it can rise.
const (
	hashPasses = 2
	hashMemory = 64 << 10 // KiB
	hashLanes  = 1
	hashLength = 32
)

var errHash = errors.New("account: malformed password hash")

func hashPassword(password string) string {
	var salt [16]byte
	rand.Read(salt[:])
	return writeHash(salt[:], argon2.IDKey([]byte(password), salt[:], hashPasses, hashMemory, hashLanes, hashLength))
}

func writeHash(salt, sum []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("argon2id$%d$%d$%d$%s$%s", hashPasses, hashMemory, hashLanes, enc.EncodeToString(salt), enc.EncodeToString(sum))
}

func checkPassword(hash, password string) (bool, error) {
	var passes, memory uint32
	var lanes uint8
	var salt64, sum64 string
	for i, r := range hash { // Sscanf reads words: give it spaces for the dollars
		if r == '$' {
			hash = hash[:i] + " " + hash[i+1:]
		}
	}
	if _, err := fmt.Sscanf(hash, "argon2id %d %d %d %s %s", &passes, &memory, &lanes, &salt64, &sum64); err != nil {
		return false, errHash
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(salt64)
	sum, err2 := base64.RawStdEncoding.DecodeString(sum64)
	if err1 != nil || err2 != nil || len(sum) == 0 {
		return false, errHash
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1, nil
}

// nobodysHash makes an unknown username cost as much as a known one. No
// password is known that has this sum.
var nobodysHash = writeHash(make([]byte, 16), make([]byte, hashLength))

func strong(username, password string) bool {
	return utf8.RuneCountInString(password) >= 10 && password != username
}
