// Package tidy holds the rules of the house as tests: who may import whom, what is pure, how large
// things may grow, which names and comments they need. It has no code of its own.
package tidy
