package cli

import (
	"os"
	"os/exec"
	"syscall"
)

// withoutNetwork has a program start in a network namespace of its own, which has no interface that is up,
// not even to this computer itself. Where the user is not root, that takes a user namespace around it, in
// which the user stays who it is.
func withoutNetwork(cmd *exec.Cmd) {
	attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if uid, gid := os.Geteuid(), os.Getegid(); uid != 0 {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
	}
	cmd.SysProcAttr = attr
}
