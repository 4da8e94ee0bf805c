import ArgumentParser

Interruption.install()
Memory.keep()
Gearbox.start(Array(CommandLine.arguments.dropFirst()))
