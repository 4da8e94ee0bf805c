import ArgumentParser

Interruption.install()
Gearbox.start(Array(CommandLine.arguments.dropFirst()))
