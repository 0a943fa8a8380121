// With assembly in the package, its functions may lack a body: those of go:linkname in sequence.go.
