import ArgumentParser

Interruption.install()
await Gearbox.start(Array(CommandLine.arguments.dropFirst()))
