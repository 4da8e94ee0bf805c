#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The `.gear` files that come with the program and that `std.` names.
package enum StandardLibrary {
    /// Where it is: in the folder that `GEARBOX_STDLIB` names; else `share/gearbox/Stdlib` beside the folder of the
    /// program, as `make install` puts it; else `Stdlib` above the program, as a checkout has it.
    package static func folder(_ loader: Loader) -> String? {
        if let named = getenv("GEARBOX_STDLIB") { return String(cString: named) }
        guard let program = programPath(loader) else { return nil }
        var folder = FilePath.folder(of: program)
        while true {
            let above = FilePath.folder(of: folder)
            for candidate in [
                FilePath.joined(above, "share/gearbox/Stdlib"), FilePath.joined(folder, "Stdlib"),
            ] where loader.names(candidate)?.contains(where: { $0.hasSuffix(".gear") }) == true {
                return candidate
            }
            if folder == above { return nil }
            folder = above
        }
    }

    /// Where the running program is.
    static func programPath(_ loader: Loader) -> String? {
        #if os(Linux)
            return loader.realPath("/proc/self/exe")
        #else
            return CommandLine.arguments.first.flatMap(loader.realPath)
        #endif
    }

    /// Whether a program's text may name anything of it: `std` and a dot stand in it.
    static func isNamed(in bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            // Dots are rare, so they are looked for, many bytes at a time.
            var start = 0
            while let base = bytes.baseAddress, let dot = memchr(base + start, 0x2E, bytes.count - start) {
                let place = UnsafeRawPointer(dot) - base
                if place >= 3, bytes[(place - 3)..<place].elementsEqual("std".utf8) { return true }
                start = place + 1
            }
            return false
        }
    }
}
