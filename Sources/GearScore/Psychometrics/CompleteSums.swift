/// Sums over the cases that answered all questions of a scale.
struct CompleteSums: Sendable {
    var count = 0.0
    /// One a question.
    var sums: [Double]
    var squares: [Double]
    /// Of a case's sum over the questions.
    var total = 0.0
    var totalSquares = 0.0

    init(questions: Int) {
        sums = [Double](repeating: 0, count: questions)
        squares = sums
    }

    mutating func add(_ other: CompleteSums) {
        count += other.count
        total += other.total
        totalSquares += other.totalSquares
        for place in sums.indices {
            sums[place] += other.sums[place]
            squares[place] += other.squares[place]
        }
    }

    /// Cronbach's alpha on complete cases.
    var alpha: Figure {
        guard count > 0 else { return Figure(why: .noneComplete) }
        guard count > 1 else { return Figure(why: .oneAnswer) }
        let variances = sums.indices.map { variance(squares[$0], sums[$0]) }.filter { $0 > 0 }
        return CronbachAlpha.alpha(
            variances.count, variances: variances.reduce(0, +), total: variance(totalSquares, total))
    }

    private func variance(_ squares: Double, _ sum: Double) -> Double {
        let spread = count * squares - sum * sum
        return spread <= 1e-13 * count * squares ? 0 : spread / count / (count - 1)
    }
}
