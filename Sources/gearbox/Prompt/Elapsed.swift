/// A time as people say it.
enum Elapsed {
    /// In milliseconds, with their first digit behind the point.
    static func precise(_ duration: Duration) -> String {
        let tenths = ((duration / .milliseconds(1)) * 10).rounded()
        return tenths < 1e15 ? "\(Int(tenths) / 10).\(Int(tenths) % 10) ms" : "long"
    }

    static func text(_ duration: Duration) -> String {
        let milliseconds = Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
        return milliseconds < 1000
            ? "\(Int(milliseconds.rounded())) ms" : "\((milliseconds / 10).rounded() / 100) s"
    }
}
