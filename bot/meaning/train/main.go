// Command train makes the model by which sentences are told apart (bot/meaning/guess)
// from what stands in the folders said of the capabilities, always the same from the same.
// Run it at the root, and commit what it writes:
//
//	go run ./bot/meaning/train
//
// With -check 5 it tells how well it does on sentences that it was trained without.
package main

import (
	"flag"
	"fmt"
	"os"

	"yishi/bot/meaning/guess"
	"yishi/bot/meaning/guess/learn"
)

func main() {
	root := flag.String("root", ".", "where the project is")
	out := flag.String("out", "bot/meaning/guess/model.bin", "the model")
	check := flag.Int("check", 0, "write nothing, but tell how well it does on each of so many `parts` that it is trained without")
	flag.Parse()
	said, err := learn.Said(*root)
	if err == nil && *check > 1 {
		err = learn.Check(said, *check, os.Stdout)
		if err == nil {
			return
		}
	}
	if err == nil {
		err = os.WriteFile(*out, learn.Train(said), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
	fmt.Printf("%d sentences, %d pieces a label\n", len(said), guess.Buckets)
}
