// Package command is the command line: one file for each command, which all take
// what they need from the configuration and hand the work to the program (app), to
// the running one (app/ops), or to a world of its own (app/world). What can be done of
// a capability with files alone comes with its kit.
package command

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

	"yishi/app"
	"yishi/app/bench"
	"yishi/app/config"
	"yishi/bot/directory"
	"yishi/bot/house"

	"github.com/alecthomas/kong"
)

// version is set by the linker: -ldflags "-X yishi/app/command.version=1.2.3".
var version = "development"

type commands struct {
	Init    initCommand    `cmd:"" help:"Begin: write a configuration, make the store and the first three places, and a code for the first administrator."`
	Serve   serveCommand   `cmd:"" help:"Run the bot on its real channels."`
	Demo    demoCommand    `cmd:"" help:"Run everything with a sample street and phones in the browser; needs nothing else."`
	Chat    chatCommand    `cmd:"" help:"Talk with the bot in this terminal."`
	Check   checkCommand   `cmd:"" help:"Show what was understood of the configuration, and check the store."`
	Backup  backupCommand  `cmd:"" help:"Copy the store to a file, while the bot runs or not."`
	Restore restoreCommand `cmd:"" help:"Put a backup in the place of the store."`
	Hear    hearCommand    `cmd:"" help:"Say what the bot would make of sentences, one a line on stdin, and do nothing."`
	Words   wordsCommand   `cmd:"" help:"Print the names of the word lists, or what was not understood lately."`
	Staff   staffCommand   `cmd:"" help:"Give and show the roles of staff."`
	Audit   auditCommand   `cmd:"" help:"Show who did what, and who looked at whose data; to look is in the log, too."`
	Import  importCommand  `cmd:"" help:"Bring in lists of places, people and roles, the sample street, or an estate's register of owners."`
	Export  exportCommand  `cmd:"" help:"Write records for other programs."`
	Poster  posterCommand  `cmd:"" help:"Write pages to print for the doors of buildings, with the codes that lead into a chat."`
	Bench   bench.Command  `cmd:"" help:"Measure this machine: turns, and the outbox."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
}

// Exit codes.
const (
	Fine   = 0
	Failed = 1 // the work failed, or damage was found
	Wrong  = 2 // wrong use
)

// wrongUse is an error of whoever called: arguments, configuration.
func wrongUse(err error) error { return house.Misused(err) }

// session is what a command is run with.
type session struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	env []string
}

// Main runs the program with what stands on its command line and gives its exit
// code.
func Main() int {
	app.SpareHeap()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &session{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ()}
	return s.run(os.Args[1:])
}

// run parses and runs one command and gives its exit code. A second signal
// ends the program at once.
func (s *session) run(args []string) int {
	go func() {
		<-s.ctx.Done()
		signal.Reset()
	}()
	return Finish(s.err, s.command(args))
}

// Finish says what went wrong, if anything did, in one line, and gives the exit code.
func Finish(complaints io.Writer, err error) int {
	var asked helpAsked
	if err == nil || errors.As(err, &asked) {
		return Fine
	}
	fmt.Fprintf(complaints, "yishi: %s\n", strings.Join(strings.Fields(err.Error()), " "))
	var wrong house.WrongUse
	if errors.As(err, &wrong) {
		return Wrong
	}
	return Failed
}

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
	options := []kong.Option{
		kong.Name("yishi"),
		kong.Description("Yishi (议事), a neighbourhood messaging bot. Try: yishi demo"),
		kong.Vars{"roles": strings.Join(directory.RoleKeys(), ", ")},
		kong.Writers(s.out, s.err), kong.Exit(func(int) { panic(helpAsked{}) }),
	}
	for _, t := range house.Tools(app.Kits(config.Config{})) {
		options = append(options, kong.DynamicCommand(t.Name, t.Help, "", t.Command))
	}
	parser, err := kong.New(&commands{}, options...)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(longFlags(args))
	if err != nil {
		return wrongUse(fmt.Errorf("%w: see yishi --help", err))
	}
	chosen.BindTo(s.ctx, (*context.Context)(nil)) // for those that know no session
	chosen.BindTo(s.out, (*io.Writer)(nil))
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
