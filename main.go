// Command mingzhang makes a department's budget clear accounts (明账).
package main

import (
	"os"

	"mingzhang/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
