// Yishi (议事) is a neighbourhood messaging bot: residents report what is wrong,
// vote, and are told what goes on, on WeChat, Telegram and a web chat. This is its
// door; the program is in app.
package main

import (
	"os"

	"yishi/app/command"
)

func main() { os.Exit(command.Main()) }
