/// How many rows of a table are shown at a terminal before the rest is only counted.
enum RowLimit: Equatable {
    /// All, where a pager takes what is longer than the screen; else as many as one scrolls through.
    case fitting
    case all
    case most(Int)

    /// What stands for no number.
    static let words = ["auto", "all"]

    /// As one writes it.
    init?(_ text: String) {
        switch text {
        case "auto": self = .fitting
        case "all": self = .all
        default:
            guard let count = Int(text), count > 0 else { return nil }
            self = .most(count)
        }
    }

    var text: String {
        switch self {
        case .fitting: "auto: all through a pager, else \(Self.withoutPager)"
        case .all: "all"
        case .most(let count): "\(count)"
        }
    }

    private static let withoutPager = 40

    func most(withPager hasPager: Bool) -> Int? {
        switch self {
        case .fitting: hasPager ? nil : Self.withoutPager
        case .all: nil
        case .most(let count): count
        }
    }
}
