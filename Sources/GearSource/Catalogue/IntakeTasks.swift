extension Code {
    /// GB0555 on: files about the tasks of plans.
    static let intakeTaskCodes: [Code] = [.taskUnknown, .taskStatusInvalid]

    package static let taskUnknown = Code(
        "GB0555", .warning, "task that the plan does not have",
        """
        A row of a file about the tasks of a plan names a task that the plan does not have. The row is set aside. A task is called \
        by its name or its title.

        Correct the name in the file, or add the task to the plan.

        For a file whose column `Task` holds `calender`, and whose column `No` holds `calendar`:

        Wrong:
        ```gear
        data progress from "tasks.csv" for plan year1 {
          task:   column "Task"
          status: column "Status"
        }
        ```
        Right:
        ```gear
        data progress from "tasks.csv" for plan year1 {
          task:   column "No"
          status: column "Status"
        }
        ```
        """)

    package static let taskStatusInvalid = Code(
        "GB0556", .warning, "status or day that is none",
        """
        A cell of a file about the tasks of a plan is no status, which is `open`, `started`, `done` or `dropped`, or no day, which is \
        written as 2026-02-01. The cell counts as empty; the other cells of its row are used.

        Say what the text means, or correct it.

        For a file whose column `Status` holds `finished`:

        Wrong:
        ```gear
        data progress from "tasks.csv" for plan year1 {
          task:   column "Task"
          status: column "Status"
        }
        ```
        Right:
        ```gear
        data progress from "tasks.csv" for plan year1 {
          task:   column "Task"
          status: column "Status" { "finished": done }
        }
        ```
        """)
}
