package cli

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A document can name pictures, sections and data of other computers, and LibreOffice fetches them while it
// converts. Three bars stand in the way, each of which is enough where it holds: settings, which hold for
// what LibreOffice fetches itself; proxies that nobody answers at, for the libraries that it uses; and on
// Linux, where the kernel allows it, a network without a way out.

// nowhere is a port of this computer that no program listens at: discard, long out of use.
const nowhereHost, nowherePort = "127.0.0.1", "9"

// officeSettings are what differs from LibreOffice's own defaults: a node of its registry, a property, its
// value.
var officeSettings = [...]struct{ node, name, value string }{
	{"Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
	{"Office.Common/Security/Scripting", "DisableActiveContent", "true"},
	{"Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
	{"Inet/Settings", "ooInetProxyType", "2"}, // by hand
	{"Inet/Settings", "ooInetHTTPProxyName", nowhereHost},
	{"Inet/Settings", "ooInetHTTPProxyPort", nowherePort},
	{"Inet/Settings", "ooInetHTTPSProxyName", nowhereHost},
	{"Inet/Settings", "ooInetHTTPSProxyPort", nowherePort},
	{"Inet/Settings", "ooInetFTPProxyName", nowhereHost},
	{"Inet/Settings", "ooInetFTPProxyPort", nowherePort},
	{"Inet/Settings", "ooInetNoProxy", ""}, // not even this computer is reached without the proxy
}

// writeProfile makes the folder of a LibreOffice user that has never worked and does not fetch anything.
func writeProfile(dir string) error {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	b.WriteString(`<oor:items xmlns:oor="http://openoffice.org/2001/registry">` + "\n")
	for _, s := range officeSettings {
		b.WriteString(`<item oor:path="/org.openoffice.` + s.node + `"><prop oor:name="` + s.name + `" oor:op="fuse"><value>` + s.value + "</value></prop></item>\n")
	}
	b.WriteString("</oor:items>\n")
	user := filepath.Join(dir, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(b.String()), 0o600)
}

// environmentAlone is the environment with proxies that lead nowhere. Of two entries of one name the later
// counts.
func environmentAlone() []string {
	env := os.Environ()
	for _, name := range [...]string{"http_proxy", "https_proxy", "ftp_proxy", "all_proxy"} {
		proxy := "=http://" + nowhereHost + ":" + nowherePort
		env = append(env, name+proxy, strings.ToUpper(name)+proxy)
	}
	return append(env, "no_proxy=", "NO_PROXY=")
}

// runAlone runs a program without a way to the network, as far as the system can bar it.
func runAlone(ctx context.Context, path string, args ...string) error {
	command := func() *exec.Cmd {
		cmd := exec.CommandContext(ctx, path, args...)
		cmd.Env = environmentAlone()
		cmd.WaitDelay = time.Second
		return cmd
	}
	alone := command()
	withoutNetwork(alone)
	cmd, err := startEither(alone, command())
	if err != nil {
		return err
	}
	return cmd.Wait()
}

// startEither starts the second program where the first cannot be started: the kernel, or the container
// around, need not allow a network of its own, and then the other bars hold.
func startEither(first, second *exec.Cmd) (*exec.Cmd, error) {
	if first.Start() == nil {
		return first, nil
	}
	return second, second.Start()
}
