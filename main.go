// Yishi (议事) is a neighbourhood messaging bot: residents report what is wrong,
// vote, and are told what goes on, on WeChat, Telegram and a web chat. This
// package is its command line and the one place where everything is wired; what
// it does is in the packages below.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set by the linker: -ldflags "-X main.version=1.2.3".
var version = "development"

type commands struct {
	Serve   serveCommand   `cmd:"" help:"Run the bot on its real channels."`
	Demo    demoCommand    `cmd:"" help:"Run everything with a sample street and phones in the browser; needs nothing else."`
	Chat    chatCommand    `cmd:"" help:"Talk with the bot in this terminal."`
	Check   checkCommand   `cmd:"" help:"Show what was understood of the configuration, and check the store."`
	Backup  backupCommand  `cmd:"" help:"Copy the store to a file, while the bot runs or not."`
	Restore restoreCommand `cmd:"" help:"Put a backup in the place of the store."`
	Staff   staffCommand   `cmd:"" help:"Give and show the roles of staff."`
	Import  importCommand  `cmd:"" help:"Bring in the sample street, or an estate's register of owners."`
	Export  exportCommand  `cmd:"" help:"Write records for other programs."`
	Verify  verifyCommand  `cmd:"" help:"Check a published list of ballots, and find a receipt in it."`
	Key     keyCommand     `cmd:"" help:"Make the keys that published lists of ballots are signed and checked with."`
	Bench   benchCommand   `cmd:"" help:"Measure this machine: turns, and the outbox."`
	Tally   tallyCommand   `cmd:"" help:"Count ballots from files."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
}

// Exit codes.
const (
	exitFine   = 0
	exitFailed = 1 // the work failed, or damage was found
	exitWrong  = 2 // wrong use
)

// wrongUse is an error of whoever called: arguments, configuration.
type wrongUse struct{ error }

func (w wrongUse) Unwrap() error { return w.error }

// session is what a command is run with.
type session struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	env []string
}

func main() {
	spareHeap()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &session{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ()}
	os.Exit(s.run(os.Args[1:]))
}

// run parses and runs one command and gives its exit code. A second signal
// ends the program at once.
func (s *session) run(args []string) int {
	go func() {
		<-s.ctx.Done()
		signal.Reset()
	}()
	err := s.command(args)
	var asked helpAsked
	var wrong wrongUse
	switch {
	case err == nil, errors.As(err, &asked):
		return exitFine
	case errors.As(err, &wrong):
		s.complain(err)
		return exitWrong
	}
	s.complain(err)
	return exitFailed
}

func (s *session) complain(err error) { fmt.Fprintf(s.err, "yishi: %s\n", oneLine(err.Error())) }

// helpAsked ends a command that only had to show its help.
type helpAsked struct{}

func (helpAsked) Error() string { return "help" }

func (s *session) command(args []string) (err error) {
	defer func() { // kong exits after it has shown the help
		if p := recover(); p != nil {
			asked, is := p.(helpAsked)
			if !is {
				panic(p)
			}
			err = asked
		}
	}()
	parser, err := kong.New(&commands{}, kong.Name("yishi"),
		kong.Description("Yishi (议事), a neighbourhood messaging bot. Try: yishi demo"),
		kong.Writers(s.out, s.err), kong.Exit(func(int) { panic(helpAsked{}) }))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(longFlags(args))
	if err != nil {
		return wrongUse{fmt.Errorf("%w: see yishi --help", err)}
	}
	return chosen.Run(s)
}

// longFlags takes -save for --save, as it is often written.
func longFlags(args []string) []string {
	args = slices.Clone(args)
	for i, a := range args {
		if a == "-save" || strings.HasPrefix(a, "-save=") {
			args[i] = "-" + a
		}
	}
	return args
}

// versionCommand says which version this is.
type versionCommand struct{}

func (versionCommand) Run(s *session) error {
	_, err := fmt.Fprintln(s.out, "yishi", version)
	return err
}
