# Computes, without Gearbox, the changes and comparisons that the tests are held to, from their definitions.
# Run in this folder:  Rscript reference.R     (needs base R and ../../../../examples/bfi)
# Writes waves.csv (the answers) and expected.csv.
bfi <- read.csv("../../../../examples/bfi/bfi.csv", check.names = FALSE)
items <- paste0("A", 1:5)
a <- bfi[, items]
a$A1 <- 7 - a$A1
education <- c("some", "high", "part", "college", "graduate")[bfi$education]

# 150 people in the first wave; 90 of them in the second as well, one third a point higher; and 60 others.
one <- data.frame(id = paste0("p", 1:150), wave = "one", education = education[1:150], a[1:150, ])
back <- seq(1, 150, length.out = 90)
back <- unique(round(back))
stay <- data.frame(id = paste0("p", back), wave = "two", education = education[back], a[back, ])
raised <- seq_along(back) %% 3 == 0
stay[raised, items] <- pmin(as.matrix(stay[raised, items]) + 1, 6)
join <- data.frame(id = paste0("q", 1:60), wave = "two", education = education[501:560], a[501:560, ])
one$who <- ifelse(seq_len(150) %in% back, "stayed", "left")
stay$who <- "stayed"
join$who <- "joined"
data <- rbind(one, stay, join)
# A5 was not asked in the first wave.
data$A5[data$wave == "one"] <- -1
written <- data
written[is.na(written)] <- ""
write.csv(written, "waves.csv", row.names = FALSE, quote = FALSE)
data$A5[data$A5 == -1] <- NA

rows <- list()
note <- function(what, node, column, value)
  rows[[length(rows) + 1]] <<- data.frame(what, node, column, value = sprintf("%.17g", value))

leaves <- list("g.a" = c("A1", "A2", "A3"), "g.b" = c("A4", "A5"))
leaf <- function(d, questions) rowMeans(d[, questions, drop = FALSE], na.rm = TRUE)

# Mean, linearised residuals u by person, and the number of persons, of a leaf.
score <- function(d, questions) {
  p <- leaf(d, questions)
  names(p) <- d$id
  p <- p[!is.nan(p)]
  list(mean = mean(p), u = (p - mean(p)) / length(p), p = p)
}
up <- function(s) {
  ids <- unique(unlist(lapply(s, function(x) names(x$u))))
  u <- sapply(s, function(x) ifelse(ids %in% names(x$u), x$u[ids], 0))
  list(mean = mean(sapply(s, `[[`, "mean")), u = setNames(rowMeans(u), ids))
}
nodes <- function(d, questions) {
  s <- lapply(questions, function(q) score(d, q))
  c(s, list(g = up(s)))
}
v <- function(s) { n <- length(s$u); n / (n - 1) * sum(s$u^2) }

# Derrick, Russ, Toher and White (2017) between Welch and the paired t.
difference <- function(what, node, second, first) {
  n1 <- length(first$u); n2 <- length(second$u)
  both <- intersect(names(first$u), names(second$u))
  nc <- length(both)
  cov <- sum(first$u[both] * second$u[both]) * sqrt(n1 * n2 / ((n1 - 1) * (n2 - 1)))
  v1 <- v(first); v2 <- v(second)
  se <- sqrt(v1 + v2 - 2 * cov)
  gamma <- (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1))
  apart <- n1 + n2 - 2 * nc
  df <- nc - 1 + (gamma - nc + 1) / (apart + 2 * nc) * apart
  d <- second$mean - first$mean
  note(what, node, "change", d); note(what, node, "se", se); note(what, node, "df", df)
  note(what, node, "low", d - qt(.975, df) * se); note(what, node, "high", d + qt(.975, df) * se)
  note(what, node, "stayed", nc)
  for (m in 3) {
    note(what, node, "together_low", d - qt(1 - .025 / m, df) * se)
    note(what, node, "together_high", d + qt(1 - .025 / m, df) * se)
  }
}

one <- data[data$wave == "one", ]; two <- data[data$wave == "two", ]
before <- nodes(one, leaves); after <- nodes(two, leaves)
for (node in c("g.a", "g.b", "g")) difference("change", node, after[[node]], before[[node]])

# Melitz and Polanec (2015) and Kitagawa (1955), at the leaves, then their mean.
parts <- sapply(names(leaves), function(node) {
  x <- before[[node]]$p; y <- after[[node]]$p
  m <- intersect(names(x), names(y))
  j <- setdiff(names(y), m); l <- setdiff(names(x), m)
  group <- function(p, d) { e <- d$education[match(names(p), d$id)]; ifelse(is.na(e), "none", e) }
  gx <- group(x, one); gy <- group(y, two)
  all <- sort(unique(c(gx, gy)))
  px <- sapply(all, function(g) mean(gx == g)); py <- sapply(all, function(g) mean(gy == g))
  mx <- sapply(all, function(g) mean(x[gx == g])); my <- sapply(all, function(g) mean(y[gy == g]))
  c(stayers = mean(y[m]) - mean(x[m]),
    joiners = length(j) / length(y) * (mean(y[j]) - mean(y[m])),
    leavers = -length(l) / length(x) * (mean(x[l]) - mean(x[m])),
    within = sum((px + py) / 2 * (my - mx)), composition = sum((mx + my) / 2 * (py - px)))
})
parts <- cbind(parts, g = rowMeans(parts))
for (node in colnames(parts)) for (column in rownames(parts)) note("change", node, column, parts[column, node])

# A5 is not in common.
shared <- list("g.a" = leaves[["g.a"]], "g.b" = "A4")
x <- nodes(one, shared); y <- nodes(two, shared)
for (node in c("g.a", "g.b", "g")) note("change", node, "common_change", y[[node]]$mean - x[[node]]$mean)

# Independent groups: t.test's Welch.
for (node in names(leaves)) {
  t <- t.test(leaf(two[1:90, ], leaves[[node]]), leaf(two[91:150, ], leaves[[node]]))
  note("welch", node, "difference", unname(t$estimate[1] - t$estimate[2]))
  note("welch", node, "se", t$stderr); note("welch", node, "df", unname(t$parameter))
  note("welch", node, "low", t$conf.int[1]); note("welch", node, "high", t$conf.int[2])
}
# The same people twice: t.test's paired t over those of wave two who were in wave one.
p1 <- leaf(one[match(stay$id, one$id), ], leaves[["g.a"]]); p2 <- leaf(two[1:90, ], leaves[["g.a"]])
t <- t.test(p2, p1, paired = TRUE)
note("paired", "g.a", "difference", unname(t$estimate)); note("paired", "g.a", "se", t$stderr)
note("paired", "g.a", "df", unname(t$parameter))
note("paired", "g.a", "low", t$conf.int[1]); note("paired", "g.a", "high", t$conf.int[2])
write.csv(do.call(rbind, rows), "expected.csv", row.names = FALSE, quote = FALSE)
