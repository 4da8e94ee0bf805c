/// Things that must each come before the other, among `count` that are known by their numbers: each circle once, where it
/// closes.
///
/// Depth-first without recursion, as a chain may be as long as a program.
///
/// - Parameter before: of a thing, what comes before it at a place from 0 on; nil after the last.
func circles(among count: Int, before: (_ thing: Int, _ place: Int) -> Int?) -> [[Int]] {
    enum State { case unseen, open, done }
    var circles: [[Int]] = []
    var states = [State](repeating: .unseen, count: count)
    for root in 0..<count where states[root] == .unseen {
        var stack = [(thing: root, place: 0)]
        states[root] = .open
        while let top = stack.last {
            guard let target = before(top.thing, top.place) else {
                states[top.thing] = .done
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].place += 1
            switch states[target] {
            case .done: break
            case .unseen:
                states[target] = .open
                stack.append((target, 0))
            case .open:
                let start = stack.firstIndex { $0.thing == target } ?? 0
                circles.append(stack[start...].map(\.thing))
            }
        }
    }
    return circles
}
