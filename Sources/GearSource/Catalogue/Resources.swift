extension Code {
    /// GB0445 on: resources and playlists.
    static let resourceCodes: [Code] = [.idleResource, .staleResource, .resourceCycle, .playlistOrder]

    package static let idleResource = Code(
        "GB0445", .warning, "resource that teaches nothing",
        """
        The resource is tagged to no node of its framework. No gap leads to it, so that nobody is sent there.

        Say what it teaches, and for which levels if it is not for all; or remove it.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource cycles "A data cycle in twelve minutes" on office {
          kind video
          minutes 12
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource cycles "A data cycle in twelve minutes" on office {
          kind video
          minutes 12
          teaches data.rhythm
        }
        ```
        """)

    package static let staleResource = Code(
        "GB0446", .warning, "resource vetted long ago",
        """
        Between the day that somebody last looked at the resource and the start of the last wave lie more than three years. \
        Pages move, films age. Without waves nothing is said, since a program has no clock.

        Look at it again, and write when that was.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        wave spring26 "Spring 2026" 2026-04
        resource cycles "A data cycle in twelve minutes" on office {
          vetted 2019-11-02
          teaches data.rhythm
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        wave spring26 "Spring 2026" 2026-04
        resource cycles "A data cycle in twelve minutes" on office {
          vetted 2026-01-15
          teaches data.rhythm
        }
        ```
        """)

    package static let resourceCycle = Code(
        "GB0447", .error, "circle of resources or playlists",
        """
        Each of some resources comes after another of them, or playlists adapt each other in a circle: there is nothing to \
        begin with.

        Remove the weakest `after`, or let one of the playlists name its resources.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource basics "What a cycle is" on office {
          teaches data.rhythm
          after cycles
        }
        resource cycles "A data cycle in twelve minutes" on office {
          teaches data.rhythm
          after basics
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource basics "What a cycle is" on office { teaches data.rhythm }
        resource cycles "A data cycle in twelve minutes" on office {
          teaches data.rhythm
          after basics
        }
        ```
        """)

    package static let playlistOrder = Code(
        "GB0448", .warning, "playlist out of order",
        """
        The playlist has a resource before another one that it says it comes `after`.

        Turn them round in the playlist, or remove the `after`.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource basics "What a cycle is" on office { teaches data.rhythm }
        resource cycles "A data cycle in twelve minutes" on office {
          teaches data.rhythm
          after basics
        }
        playlist friday "Friday start" { cycles, basics }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        resource basics "What a cycle is" on office { teaches data.rhythm }
        resource cycles "A data cycle in twelve minutes" on office {
          teaches data.rhythm
          after basics
        }
        playlist friday "Friday start" { basics, cycles }
        ```
        """)
}
