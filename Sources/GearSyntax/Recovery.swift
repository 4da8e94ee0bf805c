import GearSource

/// How the parser finds its way again. Everything here consumes tokens and says nothing.
extension Parser {
    /// To the next thing that may begin a clause of a construct, or the end of the head.
    mutating func skipToClause(of construct: Construct) {
        while !atEnd, clauseKind(in: construct) == nil { advance() }
        isLost = false
    }

    /// To the end of the statement whose first token is behind us, its block included.
    mutating func skipStatement() {
        let indent = statementIndent
        while !atEnd { skipToken() }
        if kind == .leftBrace { skipBlock(indent: indent) }
        isLost = false
    }

    /// From `{` to behind its `}`, whatever is between.
    mutating func skipBlock(indent: UInt32) {
        let opening = range
        var open = 0
        repeat {
            if kind == .leftBrace {
                open += 1
            } else if kind == .rightBrace {
                if missingBraces > 0, newlineBefore, lineIndent < indent { break }
                open -= 1
            } else if kind == .endOfFile || missingBraces > 0 && open > 0 && newlineBefore && lineIndent <= indent {
                break
            }
            advance()
        } while open > 0
        if open > 0 { reportUnclosed(opening) }
    }

    /// Over one token, or a bracketed group with what is in it.
    mutating func skipToken() {
        guard kind == .leftParenthesis || kind == .leftBracket else { return advance() }
        let depthBefore = bracketDepth
        bracketDepth += 1
        advance()
        _ = skipToBracketEnd()
        bracketDepth = depthBefore
    }

    /// To the `)` or `]` that closes the innermost bracket, and over it; false, before whatever shows that there is
    /// none: a brace, or a line that stands no further in than the statement.
    mutating func skipToBracketEnd() -> Bool {
        var open = 1
        while true {
            switch kind {
            case .leftBrace, .rightBrace, .endOfFile: return false
            case _ where newlineBefore && !continuesLine && lineIndent <= statementIndent && !isBracketEnd: return false
            case .leftParenthesis, .leftBracket: open += 1
            case .rightParenthesis, .rightBracket:
                open -= 1
                if open == 0 {
                    bracketDepth -= 1
                    advance()
                    return true
                }
            default: break
            }
            advance()
        }
    }

    private var isBracketEnd: Bool { kind == .rightParenthesis || kind == .rightBracket }

    /// One `{` without its `}`: blamed on the innermost one that indentation, or the end of the file, leaves open.
    mutating func reportUnclosed(_ opening: ByteRange) {
        missingBraces = max(0, missingBraces - 1)
        guard !reportedBrace else { return }
        reportedBrace = true
        note(.unclosedBrace, "the `{` here is never closed", at: opening, help: "add its `}`")
    }

    /// A `}` that has no `{`.
    mutating func reportStray(_ closing: ByteRange, _ help: String) {
        surplusBraces = max(0, surplusBraces - 1)
        guard !reportedBrace else { return }
        reportedBrace = true
        note(
            .strayBrace, "the `}` here closes nothing", at: closing, help: help,
            fix: Fix("delete it", [Edit(location(closing), "")], isSafe: false))
    }
}
