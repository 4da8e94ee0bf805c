import Testing

@testable import GearScore

@Suite struct CellMatrixTests {
    /// Whoever asks for a record's row finds one, also of a survey without questions.
    @Test func withoutColumnsThereAreRows() {
        let matrix = CellMatrix(width: 0, rowCount: 3, [])
        #expect(matrix.rowCount == 3 && matrix.codes.isEmpty)
    }

    @Test func rowByRow() {
        let matrix = CellMatrix(width: 2, rowCount: 3, [1, 2, 3, 4, 5, 6])
        #expect(matrix.rowCount == 3 && matrix.codes == [1, 2, 3, 4, 5, 6])
        #expect(matrix[2, 0] == 5)
    }
}
