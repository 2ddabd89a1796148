//go:build !linux

package cli

import "os/exec"

// withoutNetwork changes nothing: only Linux has a network that a program can be given for itself. The
// settings and the proxies bar the way here.
func withoutNetwork(*exec.Cmd) {}
