import GearSource

/// Why a query gave no table: what its evaluation found.
package struct QueryFailure: Error {
    package let diagnostic: Diagnostic

    package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

    init(_ code: Code, _ message: String, at location: Location, why: String? = nil, help: String? = nil) {
        diagnostic = Diagnostic(code, message, at: location, why: why, help: help)
    }
}
