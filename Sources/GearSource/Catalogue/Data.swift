extension Code {
    /// GB05: files of answers and their bindings.
    static let dataCodes: [Code] = dataFileCodes + intakeCodes + intakeRecordCodes + intakeTaskCodes
}
