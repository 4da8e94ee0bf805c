/// Which sampling unit and stratum a record belongs to.
struct SamplingDesign {
    /// One a file; nil where none is declared.
    private let clusters: [[UInt32]?]
    private let strata: [[UInt32]?]
    private var firstCluster: [UInt32] = []
    private var firstStratum: [UInt32] = []

    /// Clusters are numbered after all respondents, so that a unit is one or the other; strata after 'none'.
    init(_ answers: [Responses], respondentCount: Int) {
        clusters = answers.map(\.clusters)
        strata = answers.map(\.strata)
        var (cluster, stratum) = (UInt32(respondentCount), UInt32(1))
        for file in answers.indices {
            firstCluster.append(cluster)
            firstStratum.append(stratum)
            cluster += (clusters[file]?.max()).map { $0 + 1 } ?? 0
            stratum += (strata[file]?.max()).map { $0 + 1 } ?? 0
        }
    }

    func place(_ file: Int, _ record: Int, _ respondent: UInt32) -> (samplingUnit: UInt32, stratum: UInt32) {
        (
            clusters[file].map { firstCluster[file] + $0[record] } ?? respondent,
            strata[file].map { firstStratum[file] + $0[record] } ?? 0
        )
    }
}
